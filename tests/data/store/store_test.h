#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "data/store/store.h"
#include "tests/temp_folder.h"

namespace quyhoach::store::test {

/// A present that moves when it is told to. Any thread.
class FakeClock {
 public:
  void pass(std::chrono::milliseconds time) { *now_ += time.count(); }
  [[nodiscard]] Time now() const { return Time{std::chrono::milliseconds{*now_}}; }
  [[nodiscard]] Clock clock() const {
    return [now = now_] { return Time{std::chrono::milliseconds{*now}}; };
  }

 private:
  static constexpr std::int64_t kBegin_ms = 1'795'000'000'000;  // 2026-11-18
  std::shared_ptr<std::atomic<std::int64_t>> now_ = std::make_shared<std::atomic<std::int64_t>>(kBegin_ms);
};

/// A store in a folder that goes with the test.
class StoreTest : public ::testing::Test {
 protected:
  static constexpr const char* kPassword = "mật khẩu thử nghiệm";

  void SetUp() override { open(); }
  void open() {
    store_.reset();
    auto opened = open_sqlite_store(path(), {clock_.clock(), {}});
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
  }
  [[nodiscard]] std::string path() const { return (folder_.path() / "state.sqlite").string(); }
  [[nodiscard]] Store& store() const { return *store_; }

  User add(const std::string& login, Role role) {
    auto user = store().add_user({login, "Người " + login, role, kPassword}, {"test", {}, "{}"});
    EXPECT_TRUE(user) << (user ? "" : user.error().message);
    return user ? *user : User{};
  }
  /// \pre the sign-in is good
  OpenedSession sign_in(const std::string& login, const std::string& password = kPassword) {
    auto signed_in = store().sign_in(login, password);
    EXPECT_TRUE(signed_in && signed_in->opened) << login;
    return signed_in && signed_in->opened ? *signed_in->opened : OpenedSession{};
  }

  FakeClock clock_;

 private:
  geo::test::TempFolder folder_;
  std::shared_ptr<Store> store_;
};

/// The value of a result, which a loop may then go over. \pre there is one
template <typename T>
T value_of(geo::Result<T> result) {
  return std::move(*result);
}

/// The code of a result's error; kInternal, which no test expects, for a value.
template <typename T>
geo::ErrorCode code_of(const geo::Result<T>& result) {
  return result ? geo::ErrorCode::kInternal : result.error().code;
}

}  // namespace quyhoach::store::test
