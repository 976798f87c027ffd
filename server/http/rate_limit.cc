#include "server/http/rate_limit.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <random>
#include <utility>

namespace quyhoach::server {
namespace {

namespace ip = boost::asio::ip;

ip::address_v6::bytes_type v6_bytes(const ip::address& address) noexcept {
  return address.is_v6() ? address.to_v6().to_bytes() : ip::make_address_v6(ip::v4_mapped, address.to_v4()).to_bytes();
}

/// The finaliser of MurmurHash3: every input bit reaches every output bit.
std::uint64_t mix(std::uint64_t x) noexcept {
  x = (x ^ (x >> 33U)) * 0xff51afd7ed558ccdULL;
  x = (x ^ (x >> 33U)) * 0xc4ceb9fe1a85ec53ULL;
  return x ^ (x >> 33U);
}

}  // namespace

geo::Result<Network> Network::parse(std::string_view cidr) {
  const auto refuse = [&] { return geo::Error{geo::ErrorCode::kManifest, "not a network: " + std::string{cidr}}; };
  const std::size_t slash = std::min(cidr.find('/'), cidr.size());
  boost::system::error_code error;
  const ip::address address = ip::make_address(std::string{cidr.substr(0, slash)}, error);
  if (error) {
    return refuse();
  }
  const unsigned length_max = address.is_v4() ? 32 : 128;
  unsigned length = length_max;
  if (slash < cidr.size()) {
    const char* const end = cidr.data() + cidr.size();
    const auto [stop, failure] = std::from_chars(cidr.data() + slash + 1, end, length);
    if (failure != std::errc{} || stop != end || length > length_max) {
      return refuse();
    }
  }
  Network network;
  network.bits_ = v6_bytes(address);
  network.prefix_length_ = length + (address.is_v4() ? 96 : 0);
  return network;
}

bool Network::contains(const ip::address& address) const noexcept {
  const ip::address_v6::bytes_type other = v6_bytes(address);
  const std::size_t whole = prefix_length_ / 8;
  const unsigned rest = prefix_length_ % 8;
  return std::equal(bits_.begin(), bits_.begin() + static_cast<std::ptrdiff_t>(whole), other.begin()) &&
         (rest == 0 || ((bits_.at(whole) ^ other.at(whole)) >> (8 - rest)) == 0);
}

RateLimiter::RateLimiter(const RateLimitOptions& options, std::vector<Network> exempt)
    : per_second_(options.per_second), burst_(std::max(options.burst, 1.0)), exempt_(std::move(exempt)), sets_(kSets) {
  // A secret, so that nobody can choose addresses that fall into one set.
  std::random_device random;
  for (std::uint64_t& word : secret_) {
    word = (std::uint64_t{random()} << 32U) | random();
  }
}

bool RateLimiter::is_exempt(const ip::address& address) const noexcept {
  return per_second_ <= 0.0 ||
         std::any_of(exempt_.begin(), exempt_.end(), [&](const Network& n) { return n.contains(address); });
}

std::uint64_t RateLimiter::key_of(const ip::address& address) const noexcept {
  const ip::address_v6::bytes_type bytes = v6_bytes(address);
  std::array<std::uint64_t, 2> words{};
  std::memcpy(words.data(), bytes.data(), bytes.size());
  if (address.is_v6() && !address.to_v6().is_v4_mapped()) {
    words[1] = 0;  // one subscriber has a whole /64
  }
  return mix(mix(words[0] ^ secret_[0]) ^ words[1] ^ secret_[1]) | 1U;
}

std::optional<std::chrono::seconds> RateLimiter::take(const ip::address& address, Clock::time_point now, double tokens) {
  const double wanted = std::min(tokens, burst_);
  const std::uint64_t key = key_of(address);
  const std::size_t index = (key >> 1U) % kSets;
  const std::lock_guard lock{locks_.at(index % kLocks)};
  auto& ways = sets_[index].ways;
  auto it = std::find_if(ways.begin(), ways.end(), [key](const Bucket& b) { return b.key == key; });
  if (it == ways.end()) {
    it = std::min_element(ways.begin(), ways.end(), [](const Bucket& a, const Bucket& b) {
      return std::pair{a.key != 0, a.last} < std::pair{b.key != 0, b.last};
    });
    *it = {.key = key, .last = now, .tokens = burst_};
  }
  const double elapsed_s = std::max(0.0, std::chrono::duration<double>(now - it->last).count());
  it->tokens = std::min(burst_, it->tokens + elapsed_s * per_second_);
  it->last = std::max(it->last, now);
  if (it->tokens >= wanted) {
    it->tokens -= wanted;
    return std::nullopt;
  }
  return std::chrono::seconds{static_cast<std::int64_t>(std::ceil((wanted - it->tokens) / per_second_))};
}

}  // namespace quyhoach::server
