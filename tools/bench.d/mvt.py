"""Counts what is in a vector tile (Mapbox Vector Tile 2.1 §4.1): enough to see that two tiles hold the same."""


def _varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _fields(data):
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        if key & 7 == 0:
            value, at = _varint(data, at)
        elif key & 7 == 2:
            size, at = _varint(data, at)
            value, at = data[at:at + size], at + size
        else:
            raise ValueError(f"wire type {key & 7} in a tile")
        yield key >> 3, value


def features(tile):
    r"""\return layer name → number of features"""
    counts = {}
    for number, layer in _fields(tile):
        if number == 3:
            parts = list(_fields(layer))
            name = next(value for field, value in parts if field == 1).decode()
            counts[name] = sum(field == 2 for field, _ in parts)
    return counts
