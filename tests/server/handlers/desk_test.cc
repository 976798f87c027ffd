#include "server/handlers/desk.h"

#include <cmath>
#include <fstream>

#include "tests/server/handlers/desk_folder.h"
#include "tests/server/http/raw_client.h"
#include "tests/server/http/test_server.h"

namespace quyhoach::server {
namespace {

namespace fs = std::filesystem;
using geo::test::feature;
using geo::test::square;
using store::Role;
using test::Browser;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::string_literals;

const std::string kOverlapping = feature(square(50, 0), R"("code":"C","name":"c","land_use":"CLN","storeys":0)");

std::vector<std::string> good_zones(const std::string& use = "CLN") {
  return {feature(square(0, 0), R"("code":"A","name":"Ô phố A","land_use":")" + use + R"(","storeys":5)"),
          feature(square(100, 0), R"("code":"B","name":"Ô phố B","land_use":"CLN","storeys":0)")};
}

class Desk : public test::DeskTest {
 protected:
  void SetUp() override {
    test::DeskTest::SetUp();
    planner_ = person("binh", Role::kPlanner);
    approver_ = person("cuc", Role::kApprover);
  }
  /// A draft on its way to be approved.
  std::string submitted() {
    const std::string draft = draft_of(good_zones(), planner_);
    EXPECT_EQ(check(draft, planner_).status, 200);
    EXPECT_EQ(step(draft, "submitted", planner_).status, 200);
    return draft;
  }

  Browser planner_;
  Browser approver_;
};

TEST_F(Desk, TakesAPlanFromAFolderToAnEditionAndBack) {
  const std::string before = answer();
  // What is wrong is found, with its place, and kept with the draft.
  std::vector<std::string> zones = good_zones();
  zones.push_back(kOverlapping);
  const std::string wrong = draft_of(zones, planner_);
  const std::string path = "/api/v1/drafts/" + wrong;
  EXPECT_TRUE(json_of(get(path, planner_))["check"].IsNull());
  const Response found = check(wrong, planner_);
  ASSERT_EQ(found.status, 200) << body_of(found);
  const auto report = json_of(found);
  ASSERT_GE(report["refusing"].Size(), 1U);
  EXPECT_STREQ(report["refusing"][0].GetString(), "ZONES_OVERLAP");
  EXPECT_STREQ(report["edition"].GetString(), first_.c_str());
  EXPECT_STREQ(report["findings"][0]["code"].GetString(), "PLAN_KNOWN");
  EXPECT_TRUE(report["findings"][1].HasMember("lon"));
  EXPECT_THAT(body_of(get(path, approver_)), HasSubstr("\"check\":" + body_of(found)));
  EXPECT_EQ(code_of(step(wrong, "submitted", planner_)), "DRAFT_STATE");
  EXPECT_EQ(code_of(get(path + "/impact", planner_)), "DRAFT_STATE");
  EXPECT_EQ(code_of(get(path + "/tiles/planning/17/104000/61000.mvt", planner_)), "DRAFT_STATE");
  EXPECT_EQ(step(wrong, "withdrawn", planner_).status, 200);

  // Mended, it goes its way.
  const std::string id = draft_of(good_zones(), planner_);
  const Response clean = check(id, planner_);
  EXPECT_EQ(json_of(clean)["refusing"].Size(), 0U) << body_of(clean);
  const auto impact = json_of(get("/api/v1/drafts/" + id + "/impact?as_of=2026-01-01", planner_));
  EXPECT_EQ(impact["changed"].GetUint(), 2U);
  EXPECT_EQ(impact["parcels"].Size(), 2U);
  EXPECT_STREQ(impact["topic"].GetString(), "zoning_plan");
  const Response table = get("/api/v1/drafts/" + id + "/impact?format=csv&as_of=2026-01-01", planner_);
  EXPECT_EQ(table.content_type, "text/csv; charset=utf-8");
  EXPECT_THAT(body_of(table), HasSubstr("27553/10/1,"));
  EXPECT_EQ(step(id, "submitted", planner_).status, 200);
  EXPECT_EQ(code_of(step(id, "approved", planner_)), "SECOND_PERSON_NEEDED");
  EXPECT_EQ(code_of(step(id, "published", approver_)), "DRAFT_STATE") << "not before it is approved";
  const auto approved = json_of(step(id, "approved", approver_, "đúng hồ sơ"));
  EXPECT_STREQ(approved["approver"].GetString(), "cuc");
  EXPECT_TRUE(approved["edition"].IsNull());
  EXPECT_EQ(answer(), before) << "nothing is out yet";

  // Published, it is what people are told when the reply comes.
  const auto published = json_of(step(id, "published", approver_));
  EXPECT_STREQ(published["state"].GetString(), "published");
  EXPECT_STREQ(published["reason"].GetString(), "đúng hồ sơ");
  EXPECT_STREQ(published["author"].GetString(), "binh");
  const std::string second = published["edition"].GetString();
  EXPECT_NE(second, first_);
  EXPECT_EQ(sources_.service->current()->edition.id, second);
  EXPECT_EQ(sources_.service->current()->edition.who, "cuc");
  EXPECT_NE(answer(), before);

  // And back.
  const std::string restore = "/api/v1/editions/" + first_ + "/restore";
  EXPECT_EQ(code_of(post(restore, planner_, R"({"reason":"sai"})")), "FORBIDDEN");
  EXPECT_EQ(code_of(post(restore, approver_, R"({"reason":""})")), "PARAMETER_MISSING");
  EXPECT_EQ(code_of(post("/api/v1/editions/20000101T000000Z-000000000000/restore", approver_, R"({"reason":"sai"})")), "EDITION_UNKNOWN");
  EXPECT_EQ(post(restore, approver_, R"({"reason":"sai"})").status, 204);
  EXPECT_EQ(sources_.service->current()->edition.id, first_);
  EXPECT_EQ(answer(), before);
}

TEST_F(Desk, ListsDraftsWithWhatIsKnownOfThem) {
  EXPECT_EQ(body_of(get("/api/v1/drafts", planner_)), R"({"drafts":[]})");
  const std::string id = draft_of(good_zones(), planner_);
  const std::string now = store::to_rfc3339(clock_.now());
  const std::string draft = R"({"id":")" + id + R"(","title":"Zones","kind":"plan","plan":"zones","state":"draft","author":"binh","approver":null,)" +
                            R"("edition":null,"reason":"","created_at":")" + now + R"(","changed_at":")" + now + "\"";
  EXPECT_EQ(body_of(get("/api/v1/drafts", approver_)), R"({"drafts":[)" + draft + "}]}");
  EXPECT_EQ(body_of(get("/api/v1/drafts/" + id, approver_)), draft + R"(,"check":null})");
  EXPECT_EQ(get("/api/v1/drafts", planner_).cache_control, "no-store");
  for (const std::string& unknown : {"1"s, std::string(32, '0'), "..%2f"s}) {
    EXPECT_EQ(code_of(get("/api/v1/drafts/" + unknown, planner_)), "DRAFT_UNKNOWN") << unknown;
    EXPECT_EQ(code_of(get("/api/v1/drafts/" + unknown + "/impact", planner_)), "DRAFT_UNKNOWN") << unknown;
    EXPECT_EQ(code_of(check(unknown, planner_)), "DRAFT_UNKNOWN") << unknown;
    EXPECT_EQ(code_of(step(unknown, "submitted", planner_)), "DRAFT_UNKNOWN") << unknown;
    EXPECT_EQ(code_of(step(unknown, "published", approver_)), "DRAFT_UNKNOWN") << unknown;
    EXPECT_EQ(code_of(get("/api/v1/drafts/" + unknown + "/tiles/planning/0/0/0.mvt", planner_)), "DRAFT_UNKNOWN") << unknown;
  }
}

TEST_F(Desk, KeepsWhoIsNoPlannerOut) {
  const std::vector<std::pair<Method, std::string>> routes{
      {Method::kPost, "/api/v1/uploads"}, {Method::kPost, "/api/v1/uploads/1/files"}, {Method::kGet, "/api/v1/uploads/1"},
      {Method::kDelete, "/api/v1/uploads/1"}, {Method::kPost, "/api/v1/drafts"}, {Method::kGet, "/api/v1/drafts"},
      {Method::kGet, "/api/v1/drafts/1"}, {Method::kPost, "/api/v1/drafts/1/check"}, {Method::kGet, "/api/v1/drafts/1/impact"},
      {Method::kPost, "/api/v1/drafts/1/steps"}, {Method::kGet, "/api/v1/drafts/1/tiles/planning/0/0/0.mvt"},
      {Method::kGet, "/api/v1/drafts/1/tiles/cadastre/0/0/0.mvt"}, {Method::kGet, "/api/v1/drafts/1/planning"},
      {Method::kGet, "/api/v1/drafts/1/check"}, {Method::kDelete, "/api/v1/drafts/1/check"},
      {Method::kGet, "/api/v1/drafts/1/check/progress"}, {Method::kPost, "/api/v1/uploads/1/proposal"},
      {Method::kGet, "/api/v1/profiles"}, {Method::kPost, "/api/v1/profiles"}, {Method::kPost, "/api/v1/profiles/remove"},
      {Method::kPost, "/api/v1/editions/1/restore"}};
  EXPECT_EQ(routes.size() + 1, router_.routes().size()) << "a route is missing here (one is the test's own)";
  const Browser clerk = person("dung", Role::kClerk);
  const Browser administrator = person("em", Role::kAdministrator);
  for (const auto& [method, path] : routes) {
    EXPECT_EQ(code_of(router_.handle(request(method, path, {}))), "UNAUTHENTICATED") << path;
    for (const Browser& other : {clerk, administrator}) {
      EXPECT_EQ(code_of(router_.handle(request(method, path, other))), "FORBIDDEN") << path;
    }
    if (method != Method::kGet) {
      EXPECT_EQ(code_of(router_.handle(request(method, path, {planner_.token, ""}))), "CSRF") << path;
    }
  }
  EXPECT_TRUE(fs::is_empty(state()));
}

TEST_F(Desk, LetsOnlyTheAuthorCheckAndNobodyApproveTwiceOrAlone) {
  const std::string id = draft_of(good_zones(), approver_);
  EXPECT_EQ(code_of(check(id, planner_)), "FORBIDDEN");
  EXPECT_EQ(check(id, approver_).status, 200);
  EXPECT_EQ(step(id, "submitted", approver_).status, 200);
  EXPECT_EQ(code_of(check(id, approver_)), "DRAFT_STATE") << "what is submitted stays as it is";
  EXPECT_EQ(code_of(step(id, "approved", approver_)), "SECOND_PERSON_NEEDED");
  EXPECT_EQ(code_of(step(id, "approved", planner_)), "FORBIDDEN");
  const Browser second = person("giang", Role::kApprover);
  EXPECT_EQ(code_of(step(id, "approved", second, "")), "PARAMETER_MISSING") << "without a reason";
  EXPECT_EQ(step(id, "returned", second, "thiếu bản vẽ").status, 200);
  EXPECT_EQ(step(id, "submitted", approver_, "").status, 200);
  EXPECT_EQ(step(id, "approved", second).status, 200);
  EXPECT_EQ(code_of(step(id, "published", approver_)), "SECOND_PERSON_NEEDED");
  EXPECT_EQ(step(id, "published", second).status, 200);
}

TEST_F(Desk, SaysWhenToComeBackWhileAnotherPublicationRuns) {
  const std::string id = submitted();
  EXPECT_EQ(step(id, "approved", approver_).status, 200);
  const std::string unchecked = draft_of(good_zones("ODT"), planner_);
  {
    geo::Register other{district_.register_path()};
    ASSERT_TRUE(other.open_for_writing());
    for (const Response& refused : {step(id, "published", approver_), check(unchecked, planner_),
                                    post("/api/v1/editions/" + first_ + "/restore", approver_, R"({"reason":"thử"})")}) {
      EXPECT_EQ(refused.status, 503);
      EXPECT_EQ(code_of(refused), "BUSY");
      EXPECT_STREQ(json_of(refused)["detail"].GetString(), "Another publication, check or comparison is running: try again in a moment");
      EXPECT_TRUE(std::ranges::any_of(refused.headers, [](const auto& header) { return header.first == "Retry-After"; }));
    }
  }
  EXPECT_EQ(step(id, "published", approver_).status, 200);
}

TEST_F(Desk, TakesFindingsByName) {
  std::vector<std::string> zones = good_zones();
  zones.push_back(kOverlapping);
  const std::string id = draft_of(zones, planner_);
  const auto refused = json_of(check(id, planner_));
  std::string codes;
  for (const auto& code : refused["refusing"].GetArray()) {
    codes += (codes.empty() ? "\"" : ",\"") + std::string{code.GetString()} + "\"";
  }
  const auto taken = json_of(check(id, planner_, codes));
  EXPECT_EQ(taken["refusing"].Size(), 0U);
  EXPECT_EQ(taken["accepted"].Size(), refused["refusing"].Size());
  EXPECT_EQ(step(id, "submitted", planner_).status, 200);
}

TEST_F(Desk, DrawsThePreviewAsIfItWerePublished) {
  // The tile of z16 that holds the district's zones.
  const auto transform = geo::GridTransform::create("EPSG:9210", "EPSG:6960");
  const auto at = transform->to_lonlat({geo::test::kOrigin.east_m + 50.0, geo::test::kOrigin.north_m + 50.0});
  ASSERT_TRUE(at);
  constexpr double kTiles = 65'536.0;
  constexpr double kPi = 3.14159265358979323846;
  const double lat = at->lat_deg * kPi / 180.0;
  const auto x = static_cast<unsigned>((at->lon_deg + 180.0) / 360.0 * kTiles);
  const auto y = static_cast<unsigned>((1.0 - std::asinh(std::tan(lat)) / kPi) / 2.0 * kTiles);
  const std::string tile = "/tiles/planning/16/" + std::to_string(x) + "/" + std::to_string(y) + ".mvt";
  const std::string old = draft_of(good_zones("ODT"), planner_);
  const std::string id = draft_of(good_zones("DGT"), planner_);
  ASSERT_EQ(check(old, planner_).status, 200);
  ASSERT_EQ(json_of(check(id, planner_))["refusing"].Size(), 0U);
  const Response drawn = get("/api/v1/drafts/" + id + tile, approver_);
  ASSERT_EQ(drawn.status, 200) << body_of(drawn);
  EXPECT_EQ(drawn.content_type, "application/vnd.mapbox-vector-tile");
  EXPECT_EQ(drawn.cache_control, "no-store");
  EXPECT_THAT(body_of(drawn), HasSubstr("DGT"));
  EXPECT_THAT(body_of(drawn), Not(HasSubstr("ODT")));
  EXPECT_THAT(body_of(get("/api/v1/drafts/" + old + tile, approver_)), HasSubstr("ODT"));
  EXPECT_EQ(body_of(get("/api/v1/drafts/" + id + tile, approver_)), body_of(drawn));
  EXPECT_EQ(get("/api/v1/drafts/" + id + "/tiles/planning/16/0/0.mvt", approver_).status, 204);
  for (const char* bad : {"/tiles/planning/21/0/0.mvt", "/tiles/planning/1/2/0.mvt", "/tiles/planning/1/-1/0.mvt"}) {
    EXPECT_EQ(code_of(get("/api/v1/drafts/" + id + bad, approver_)), "PARAMETER_VALUE") << bad;
  }
}

TEST_F(Desk, SuspendsAndCorrectsAPlanWithoutAnUpload) {
  const std::string before = answer();
  const std::string order = R"({"kind":"status","patch":{"plan":"zones","action":"suspend","from":"2025-12-01",)"
                            R"("decision":{"number":"9/QĐ","date":"2025-11-20","authority":"Probe"}}})";
  const Response made = post("/api/v1/drafts", planner_, order);
  ASSERT_EQ(made.status, 201) << body_of(made);
  const auto draft = json_of(made);
  EXPECT_STREQ(draft["kind"].GetString(), "status");
  EXPECT_STREQ(draft["plan"].GetString(), "zones");
  const std::string id = draft["id"].GetString();
  ASSERT_EQ(json_of(check(id, planner_))["refusing"].Size(), 0U);
  EXPECT_EQ(json_of(get("/api/v1/drafts/" + id + "/impact?as_of=2026-01-01", approver_))["changed"].GetUint(), 3U);
  ASSERT_EQ(step(id, "submitted", planner_).status, 200);
  ASSERT_EQ(step(id, "approved", approver_).status, 200);
  const std::string late = json_of(post("/api/v1/drafts", planner_, R"({"kind":"metadata","patch":{"plan":"zones","title":"Mới"}})"))["id"].GetString();
  ASSERT_EQ(check(late, planner_).status, 200);
  ASSERT_EQ(step(late, "submitted", planner_).status, 200);
  ASSERT_EQ(step(late, "approved", approver_).status, 200);
  ASSERT_EQ(step(id, "published", approver_).status, 200);
  EXPECT_THAT(answer(), HasSubstr(R"("suspensions":[{"from":"2025-12-01","to":null,"decision":{"number":"9/QĐ")"));
  const Response stale = step(late, "published", approver_);
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(code_of(stale), "DRAFT_STALE");
  ASSERT_EQ(post("/api/v1/editions/" + first_ + "/restore", approver_, R"({"reason":"nhầm"})").status, 204);
  EXPECT_EQ(answer(), before);
}

TEST_F(Desk, TellsWhichKeyOfAPatchIsWrong) {
  const auto detail = [&](const std::string& patch, const std::string& kind = "metadata") {
    const Response refused = post("/api/v1/drafts", planner_, R"({"kind":")" + kind + R"(","patch":)" + patch + "}");
    EXPECT_EQ(refused.status, 422) << body_of(refused);
    EXPECT_EQ(code_of(refused), "PLAN_UNFIT");
    return std::string{json_of(refused)["detail"].GetString()};
  };
  EXPECT_THAT(detail(R"({"plan":"zones","scale":"1/500"})"), HasSubstr("scale: expected a whole number"));
  EXPECT_THAT(detail(R"({"plan":"zones","decision":{"date":"2026-02-30"}})"), HasSubstr("decision.date: expected a date"));
  EXPECT_THAT(detail(R"({"plan":"none","scale":500})"), HasSubstr("there is no plan none"));
  EXPECT_THAT(detail(R"({"plan":"zones","action":"lift","from":"2026-01-01"})", "status"), HasSubstr("decision: missing"));
  EXPECT_THAT(detail(R"({"plan":"zones","scale":500})", "parcels"), HasSubstr("made of a folder"));
  for (const char* body : {R"({"kind":"status"})", R"({"kind":"dossier","upload":"1"})", R"({"patch":[]})", R"({"patch":{},"patch":{}})", R"({"x":1})",
                           R"({"kind":1,"upload":"1"})", "[]", ""}) {
    EXPECT_EQ(code_of(post("/api/v1/drafts", planner_, body)), "BODY_UNREADABLE") << body;
  }
}

TEST_F(Desk, TakesNewParcelsOfACommune) {
  const std::string upload = begin(planner_);
  const auto parcel = [](double east_m, const std::string& number) { return geo::test::DistrictFolder::parcel(east_m, 10, number); };
  ASSERT_EQ(put(upload, "parcels.toml", planner_, "commune = \"27553\"\n" + std::string{geo::test::kParcelsToml}).status, 204);
  ASSERT_EQ(put(upload, "parcels.geojson", planner_, geo::test::collection({parcel(10, "1"), parcel(60, "2"), parcel(172, "4")})).status, 204);
  const Response made = post("/api/v1/drafts", planner_, R"({"kind":"parcels","upload":")" + upload + "\"}");
  ASSERT_EQ(made.status, 201) << body_of(made);
  const std::string id = json_of(made)["id"].GetString();
  EXPECT_STREQ(json_of(check(id, planner_))["refusing"][0].GetString(), "PARCELS_VANISH");
  ASSERT_EQ(json_of(check(id, planner_, "\"PARCELS_VANISH\""))["refusing"].Size(), 0U);
  const auto impact = json_of(get("/api/v1/drafts/" + id + "/impact?as_of=2026-01-01", planner_));
  EXPECT_EQ(impact["cadastre"]["added"].GetUint(), 1U);
  EXPECT_EQ(impact["cadastre"]["gone"].GetUint(), 1U);
  EXPECT_TRUE(impact["topic"].IsNull());
  EXPECT_EQ(get("/api/v1/drafts/" + id + "/tiles/cadastre/14/13040/7690.mvt", planner_).status, 200);
  ASSERT_EQ(step(id, "submitted", planner_).status, 200);
  ASSERT_EQ(step(id, "approved", approver_).status, 200);
  ASSERT_EQ(step(id, "published", approver_).status, 200);
  EXPECT_EQ(sources_.service->current()->parcel_count(), 3U);
}

TEST_F(Desk, RefusesFoldersThatAreNoPlan) {
  const auto import = [&](const std::string& toml) {
    const std::string upload = begin(planner_);
    if (!toml.empty()) {
      EXPECT_EQ(put(upload, "plan.toml", planner_, toml).status, 204);
    }
    const Response refused = post("/api/v1/drafts", planner_, R"({"upload":")" + upload + "\"}");
    EXPECT_EQ(get("/api/v1/uploads/" + upload, planner_).status, 200) << "kept, to be mended";
    EXPECT_EQ(remove("/api/v1/uploads/" + upload, planner_).status, 204);
    return refused;
  };
  for (const std::string& toml : {""s, "id = "s, "\xFF"s, "id = \"x\"\n"s}) {
    const Response refused = import(toml);
    EXPECT_EQ(refused.status, 422) << toml;
    EXPECT_EQ(code_of(refused), "PLAN_UNFIT");
    EXPECT_THAT(body_of(refused), Not(HasSubstr(state().string()))) << "where we keep things is nobody's business";
  }
  EXPECT_THAT(body_of(import("id = \n")), HasSubstr("plan.toml:1"));
}

TEST_F(Desk, RefusesBodiesThatAreNotTheirs) {
  const std::string id = draft_of(good_zones(), planner_);
  const std::string draft = "/api/v1/drafts/" + id;
  for (const std::string& path : {"/api/v1/drafts"s, draft + "/check", draft + "/steps"}) {
    for (const std::string& body :
         {""s, "{"s, "[]"s, "null"s, "{}"s, R"({"upload":1})"s, R"({"upload":"1","more":"x"})"s, R"({"accept":{}})"s, R"({"accept":[1]})"s,
          R"({"accept":["a b"]})"s, R"({"accept":[""]})"s, R"({"accept":"ZONES_GAP"})"s, R"({"to":1})"s, R"({"reason":"x"})"s,
          R"({"to":"submitted","to":"approved"})"s, R"({"to":"submitted","reason":null})"s, "{\"to\":\"\xFF\"}"s, std::string(60'000, '[')}) {
      const Response refused = post(path, planner_, body);
      EXPECT_EQ(refused.status, 400) << path << " " << body.substr(0, 60);
      EXPECT_EQ(code_of(refused), "BODY_UNREADABLE") << path << " " << body.substr(0, 60);
    }
    Request form = request(Method::kPost, path, planner_, R"({"accept":[]})");
    form.content_type = "text/plain";
    EXPECT_EQ(code_of(router_.handle(form)), "BODY_UNREADABLE") << path;
  }
  for (const std::string& to : {"draft"s, ""s, "SUBMITTED"s, "gone"s}) {
    EXPECT_EQ(code_of(step(id, to, planner_)), "PARAMETER_VALUE") << to;
  }
  EXPECT_EQ(code_of(post("/api/v1/drafts", planner_, R"({"upload":"../../x"})")), "UPLOAD_UNKNOWN");
  EXPECT_EQ(check(id, planner_).status, 200);
  for (const std::string& query : {"as_of=today"s, "format=docx"s}) {
    EXPECT_EQ(code_of(get(draft + "/impact?" + query, planner_)), "PARAMETER_VALUE") << query;
  }
  EXPECT_EQ(code_of(get(draft + "/impact?limit=1", planner_)), "PARAMETER_UNKNOWN");
}

// --- uploads

class DeskUploads : public Desk {
 protected:
  [[nodiscard]] std::size_t entries() const {
    std::error_code error;
    const auto all = fs::recursive_directory_iterator{state() / "uploads", error};
    return static_cast<std::size_t>(std::distance(fs::begin(all), fs::end(all)));
  }
};

TEST_F(DeskUploads, HoldWhatWasSentByPath) {
  const std::string upload = begin(planner_);
  EXPECT_EQ(upload.size(), 32U);
  const std::string path = "/api/v1/uploads/" + upload;
  EXPECT_EQ(body_of(get(path, planner_)), R"({"files":[]})");
  EXPECT_EQ(put(upload, "zones/a.shp", planner_, "abc").status, 204);
  EXPECT_EQ(put(upload, "Bản vẽ/quy hoạch.dgn", planner_, std::string("\0\1", 2)).status, 204);
  EXPECT_EQ(put(upload, "empty", planner_, "").status, 204);
  EXPECT_EQ(put(upload, "zones/a.shp", planner_, "abcd").status, 204) << "sent again";
  EXPECT_EQ(body_of(get(path, planner_)), R"({"files":[{"path":"Bản vẽ/quy hoạch.dgn","bytes":2},{"path":"empty","bytes":0},)"
                                          R"({"path":"zones/a.shp","bytes":4}]})");
  EXPECT_EQ(fs::status(state() / "uploads" / upload).permissions(), fs::perms::owner_all);
  EXPECT_EQ(code_of(post(path + "/files", planner_, "x")), "PARAMETER_MISSING");
  EXPECT_EQ(remove(path, planner_).status, 204);
  EXPECT_EQ(remove(path, planner_).status, 404);
  EXPECT_EQ(entries(), 0U);
}

TEST_F(DeskUploads, AreSeenByTheirOwnerAlone) {
  const std::string upload = begin(planner_);
  const std::string path = "/api/v1/uploads/" + upload;
  EXPECT_EQ(code_of(get(path, approver_)), "UPLOAD_UNKNOWN");
  EXPECT_EQ(code_of(put(upload, "a", approver_, "x")), "UPLOAD_UNKNOWN");
  EXPECT_EQ(code_of(remove(path, approver_)), "UPLOAD_UNKNOWN");
  EXPECT_EQ(code_of(post("/api/v1/drafts", approver_, R"({"upload":")" + upload + "\"}")), "UPLOAD_UNKNOWN");
  for (const std::string& unknown : {std::string(32, '0'), upload + "0", "files"s, ".."s, upload.substr(1)}) {
    EXPECT_EQ(code_of(put(unknown, "a", planner_, "x")), "UPLOAD_UNKNOWN") << unknown;
  }
  EXPECT_EQ(get(path, planner_).status, 200);
}

TEST_F(DeskUploads, RefuseHostilePaths) {
  const std::string upload = begin(planner_);
  const std::size_t before = entries();
  const std::string deep = "1/2/3/4/5/6/7/8";
  for (const std::string& path :
       {""s, "/"s, "/etc/passwd"s, "../a"s, "a/../../b"s, "a/.."s, "."s, "./a"s, "a/./b"s, "a//b"s, "a/"s, "a\\b"s, "..\\a"s, "a\0b"s,
        "a\nb"s, "\x7F"s, "a\u0085"s, "\xFF"s, "\xC0\xAF"s, deep + "/9", std::string(256, 'a'), "a/" + std::string(256, 'a')}) {
    const Response refused = put(upload, path, planner_, "x");
    EXPECT_EQ(refused.status, 422) << path;
    EXPECT_EQ(code_of(refused), "ARCHIVE_PATH") << path;
  }
  EXPECT_EQ(entries(), before) << "nothing is left of them";
  EXPECT_EQ(put(upload, deep, planner_, "x").status, 204);
  EXPECT_EQ(put(upload, std::string(255, 'a'), planner_, "x").status, 204);
  EXPECT_EQ(put(upload, "...", planner_, "x").status, 204) << "an odd name, and a harmless one";
  EXPECT_EQ(code_of(put(upload, "1/2", planner_, "x")), "ARCHIVE_PATH") << "a folder is there";
  EXPECT_EQ(code_of(put(upload, "1/2/3/4/5/6/7/8/9", planner_, "x")), "ARCHIVE_PATH");
  EXPECT_EQ(code_of(put(upload, ".../a", planner_, "x")), "ARCHIVE_PATH") << "a file is there";
}

TEST_F(DeskUploads, AreFewAndGoAfterADay) {
  const std::string old = begin(planner_);
  for (std::size_t i = 1; i < Uploads::kMostOpen; ++i) {
    static_cast<void>(begin(planner_));
  }
  EXPECT_EQ(code_of(post("/api/v1/uploads", planner_)), "UPLOADS_OPEN");
  EXPECT_EQ(post("/api/v1/uploads", planner_).status, 409);
  static_cast<void>(begin(approver_));  // another's do not count
  const auto yesterday = fs::file_time_type::clock::now() - Uploads::kKept - std::chrono::minutes{1};
  fs::last_write_time(state() / "uploads" / old / "owner", yesterday);
  fs::create_directory(state() / "uploads" / "half-begun");
  fs::last_write_time(state() / "uploads" / "half-begun", yesterday);
  EXPECT_NE(begin(planner_), "");
  EXPECT_FALSE(fs::exists(state() / "uploads" / old));
  EXPECT_FALSE(fs::exists(state() / "uploads" / "half-begun"));
  EXPECT_EQ(code_of(post("/api/v1/uploads", planner_)), "UPLOADS_OPEN");
}

TEST_F(DeskUploads, HoldNoMoreThanADraftMay) {
  const std::string upload = begin(planner_);
  const fs::path files = state() / "uploads" / upload / "files";
  for (std::size_t i = 0; i < desk::Desk::kMostFiles; ++i) {
    std::ofstream{files / std::to_string(i)} << 'x';
  }
  const Response refused = put(upload, "one-more", planner_, "x");
  EXPECT_EQ(refused.status, 413);
  EXPECT_EQ(code_of(refused), "BODY_TOO_LARGE");
  EXPECT_EQ(put(upload, "7", planner_, "another").status, 204) << "in place of one that is there";
  for (std::size_t i = 1; i < desk::Desk::kMostFiles; ++i) {
    fs::remove(files / std::to_string(i));
  }
  fs::resize_file(files / "0", desk::Desk::kMostBytes - 1);  // a hole: takes no room on the disk
  EXPECT_EQ(put(upload, "a", planner_, "x").status, 204);
  EXPECT_EQ(code_of(put(upload, "b", planner_, "x")), "BODY_TOO_LARGE");
  EXPECT_EQ(put(upload, "0", planner_, "x").status, 204) << "what is replaced does not count";
  EXPECT_EQ(put(upload, "b", planner_, "x").status, 204);
}

TEST_F(DeskUploads, AreRefusedBeforeTheirBodyAndLeaveNothingOfHalfOfOne) {
  const std::string upload = begin(planner_);
  const std::size_t before = entries();
  const TestServer server{{}, [&](Router& router) { add_desk_routes(router, sources_); }};
  const std::string head = "POST /api/v1/uploads/" + upload + "/files?path=a.shp HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n";
  const std::string length = "Content-Length: 60000000\r\n\r\n";
  const std::string cookie = "Cookie: quyhoach_session=" + planner_.token + "\r\n";
  const std::string csrf = "X-CSRF-Token: " + planner_.csrf + "\r\n";
  EXPECT_EQ(RawClient{server.port()}.ask(head + length).status, 401);
  EXPECT_EQ(RawClient{server.port()}.ask(head + cookie + length).status, 403);
  const Browser clerk = person("dung", Role::kClerk);
  const RawResponse forbidden = RawClient{server.port()}.ask(head + "Cookie: quyhoach_session=" + clerk.token + "\r\nX-CSRF-Token: " +
                                                             clerk.csrf + "\r\n" + length);
  EXPECT_EQ(forbidden.status, 403);
  EXPECT_THAT(forbidden.body, HasSubstr("FORBIDDEN"));
  EXPECT_EQ(forbidden.field("Cache-Control"), "no-store");
  {
    RawClient broken{server.port()};
    EXPECT_EQ(broken.ask(head + cookie + csrf + length).status, 100);
    broken.send(std::string(1'000'000, 'x'));
  }
  RawClient whole{server.port()};
  EXPECT_EQ(whole.ask(head + cookie + csrf + "Content-Length: 3\r\n\r\nabc").status, 204);
  EXPECT_EQ(body_of(get("/api/v1/uploads/" + upload, planner_)), R"({"files":[{"path":"a.shp","bytes":3}]})");
  EXPECT_EQ(entries(), before + 1);
}

}  // namespace
}  // namespace quyhoach::server
