#include "server/http/metrics.h"

#include <algorithm>
#include <cassert>
#include <charconv>

namespace quyhoach::server {
namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;

std::string seconds(std::int64_t microseconds) {
  std::array<char, 32> text{};
  const double value_s = static_cast<double>(microseconds) / 1e6;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value_s).ptr;
  return {text.data(), end};
}

void append_sample(std::string& out, std::string_view metric, std::string_view labels, const std::string& value) {
  out.append(metric);
  if (!labels.empty()) {
    out.append("{").append(labels).append("}");
  }
  out.append(" ").append(value).append("\n");
}

void append_header(std::string& out, std::string_view metric, std::string_view type, std::string_view help) {
  out.append("# HELP ").append(metric).append(" ").append(help).append("\n");
  out.append("# TYPE ").append(metric).append(" ").append(type).append("\n");
}

/// A label value: backslash, quote and line feed escaped, as the exposition format asks.
std::string label(std::string_view name, std::string_view value) {
  std::string out{name};
  out += "=\"";
  for (const char c : value) {
    if (c == '\\' || c == '"') {
      out += '\\';
    }
    out += c == '\n' ? ' ' : c;
  }
  out += '"';
  return out;
}

}  // namespace

Metrics::Metrics() {
  slots_.push_back(std::make_unique<Slot>("none"));
  slots_.push_back(std::make_unique<Slot>("refused"));
}

std::size_t Metrics::slot(std::string_view name) {
  const auto it = std::find_if(slots_.begin(), slots_.end(), [name](const auto& s) { return s->name == name; });
  if (it != slots_.end()) {
    return static_cast<std::size_t>(it - slots_.begin());
  }
  slots_.push_back(std::make_unique<Slot>(name));
  return slots_.size() - 1;
}

void Metrics::request(std::size_t slot, int status, std::chrono::steady_clock::duration latency,
                      std::uint64_t bytes_out) {
  assert(slot < slots_.size());
  Slot& s = *slots_[slot];
  const std::int64_t us = std::chrono::duration_cast<std::chrono::microseconds>(latency).count();
  const auto bucket =
      static_cast<std::size_t>(std::lower_bound(kBuckets_us.begin(), kBuckets_us.end(), us) - kBuckets_us.begin());
  s.by_class.at(static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1)).fetch_add(1, kRelaxed);
  s.by_latency.at(bucket).fetch_add(1, kRelaxed);
  s.latency_sum_us.fetch_add(static_cast<std::uint64_t>(std::max<std::int64_t>(us, 0)), kRelaxed);
  s.bytes_out.fetch_add(bytes_out, kRelaxed);
}

std::uint64_t Metrics::requests(std::string_view name, int status_class) const noexcept {
  for (const auto& s : slots_) {
    if (s->name == name && status_class >= 1 && status_class <= 5) {
      return s->by_class[static_cast<std::size_t>(status_class - 1)].load(kRelaxed);
    }
  }
  return 0;
}

std::string Metrics::render() const {
  std::string out;
  append_header(out, "quyhoach_http_requests_total", "counter", "Requests answered, by route and status class.");
  for (const auto& s : slots_) {
    for (std::size_t c = 0; c < s->by_class.size(); ++c) {
      if (const std::uint64_t count = s->by_class.at(c).load(kRelaxed); count != 0) {
        const std::string status_class = std::to_string(c + 1) + "xx";
        append_sample(out, "quyhoach_http_requests_total",
                      label("route", s->name) + "," + label("status", status_class), std::to_string(count));
      }
    }
  }
  append_header(out, "quyhoach_http_request_duration_seconds", "histogram",
                "From the last byte of a request to the last byte of its answer.");
  for (const auto& s : slots_) {
    std::uint64_t sum = 0;
    std::string lines;
    for (std::size_t b = 0; b < s->by_latency.size(); ++b) {
      sum += s->by_latency.at(b).load(kRelaxed);
      const std::string bound = b < kBuckets_us.size() ? seconds(kBuckets_us.at(b)) : "+Inf";
      append_sample(lines, "quyhoach_http_request_duration_seconds_bucket",
                    label("route", s->name) + "," + label("le", bound), std::to_string(sum));
    }
    if (sum != 0) {
      out += lines;
      append_sample(out, "quyhoach_http_request_duration_seconds_sum", label("route", s->name),
                    seconds(static_cast<std::int64_t>(s->latency_sum_us.load(kRelaxed))));
      append_sample(out, "quyhoach_http_request_duration_seconds_count", label("route", s->name), std::to_string(sum));
    }
  }
  append_header(out, "quyhoach_http_response_bytes_total", "counter", "Bytes of answers, heads included, by route.");
  for (const auto& s : slots_) {
    if (const std::uint64_t bytes = s->bytes_out.load(kRelaxed); bytes != 0) {
      append_sample(out, "quyhoach_http_response_bytes_total", label("route", s->name), std::to_string(bytes));
    }
  }
  append_header(out, "quyhoach_http_connections_open", "gauge", "Connections open now.");
  append_sample(out, "quyhoach_http_connections_open", "", std::to_string(connections_open()));
  append_header(out, "quyhoach_http_connections_refused_total", "counter", "Connections closed at once: cap reached.");
  append_sample(out, "quyhoach_http_connections_refused_total", "",
                std::to_string(connections_refused_.load(kRelaxed)));
  return out;
}

}  // namespace quyhoach::server
