#pragma once

namespace quyhoach::cli {

class Arguments;

// What runs each command. \return its exit code; what went wrong has been said.

[[nodiscard]] int run_load(const Arguments& arguments);
[[nodiscard]] int run_editions(const Arguments& arguments);
[[nodiscard]] int run_verify_register(const Arguments& arguments);
[[nodiscard]] int run_map_fields(const Arguments& arguments);
[[nodiscard]] int run_profile_save(const Arguments& arguments);
[[nodiscard]] int run_profile_show(const Arguments& arguments);
[[nodiscard]] int run_profile_list(const Arguments& arguments);
[[nodiscard]] int run_profile_remove(const Arguments& arguments);
[[nodiscard]] int run_import(const Arguments& arguments);
[[nodiscard]] int run_amend(const Arguments& arguments);
[[nodiscard]] int run_check(const Arguments& arguments);
[[nodiscard]] int run_drafts(const Arguments& arguments);
[[nodiscard]] int run_preview(const Arguments& arguments);
[[nodiscard]] int run_impact(const Arguments& arguments);
[[nodiscard]] int run_export(const Arguments& arguments);
[[nodiscard]] int run_submit(const Arguments& arguments);
[[nodiscard]] int run_return(const Arguments& arguments);
[[nodiscard]] int run_withdraw(const Arguments& arguments);
[[nodiscard]] int run_approve(const Arguments& arguments);
[[nodiscard]] int run_publish(const Arguments& arguments);
[[nodiscard]] int run_rollback(const Arguments& arguments);
[[nodiscard]] int run_user_add(const Arguments& arguments);
[[nodiscard]] int run_user_disable(const Arguments& arguments);
[[nodiscard]] int run_user_reset(const Arguments& arguments);
[[nodiscard]] int run_user_role(const Arguments& arguments);
[[nodiscard]] int run_user_name(const Arguments& arguments);
[[nodiscard]] int run_user_password(const Arguments& arguments);
[[nodiscard]] int run_user_link(const Arguments& arguments);
[[nodiscard]] int run_user_unlink(const Arguments& arguments);
[[nodiscard]] int run_user_links(const Arguments& arguments);
[[nodiscard]] int run_user_list(const Arguments& arguments);
[[nodiscard]] int run_log(const Arguments& arguments);
[[nodiscard]] int run_help(const Arguments& arguments);

}  // namespace quyhoach::cli
