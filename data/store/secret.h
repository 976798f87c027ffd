#pragma once

#include <string>
#include <string_view>

namespace quyhoach::store {

/// Passwords and random secrets: everything that libsodium does for us. Any thread. Running out of memory, or a machine without
/// a source of random bytes, throws std::runtime_error: nothing sensible can follow.

/// `password` as an argon2id string with its parameters and a salt of its own (RFC 9106). Takes 64 MiB and about 0.1 s, on
/// purpose: whoever steals the database pays that for every guess.
[[nodiscard]] std::string hash_password(std::string_view password);

/// Whether `hash` is one of `password`. Takes as long as `hash_password`, right or wrong.
[[nodiscard]] bool is_password_of(const std::string& hash, std::string_view password);

/// A hash of no password, with the parameters of `hash_password`. Checked where there is no user, so that an unknown login takes
/// as long as a wrong password.
[[nodiscard]] const std::string& hash_of_nobody();

/// 64 hexadecimal digits of 256 random bits.
[[nodiscard]] std::string random_token();

/// 32 hexadecimal digits of 128 random bits: a name nobody guesses and nothing else bears.
[[nodiscard]] std::string random_id();

/// A password of 100 random bits that can be read out over the telephone: `k3mwt-9hq4d-…`, without 0, 1, l and o.
[[nodiscard]] std::string random_password();

/// Whether two secrets are equal; how long it takes does not tell where they differ.
[[nodiscard]] bool equal_secrets(std::string_view a, std::string_view b);

}  // namespace quyhoach::store
