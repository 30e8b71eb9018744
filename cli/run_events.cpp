#include "cli/run_events.h"

#include <nlohmann/json.hpp>

namespace ashlar::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string_view name_of(runtime::StepEvent::Kind kind) {
  using Kind = runtime::StepEvent::Kind;
  switch (kind) {
    case Kind::kStarted:
      return "step_started";
    case Kind::kFinished:
      return "step_finished";
    case Kind::kSkipped:
      return "step_skipped";
    case Kind::kRetrying:
      return "step_retrying";
    case Kind::kUnderWay:
      return "step_under_way";
    case Kind::kNotice:
      return "notice";
  }
  return "";
}

}  // namespace

std::string begin_event(const plan::Plan& plan) {
  Json json = {{"event", "begin"}, {"version", 1}};
  json["direction"] = versions::to_string(plan.direction);
  json["from"] = plan.from;
  json["to"] = plan.to;
  json["steps"] = plan.steps.size();
  json["fingerprint"] = plan.fingerprint;
  return line(json);
}

std::string step_event(const runtime::StepEvent& event) {
  using Kind = runtime::StepEvent::Kind;
  Json json = {{"event", name_of(event.kind)},
               {"step", event.step->id},
               {"revision", event.step->revision},
               {"section", event.step->section}};
  if (event.kind == Kind::kFinished || event.kind == Kind::kUnderWay) {
    json["elapsed_ms"] = event.elapsed.count();
  }
  if (event.kind == Kind::kRetrying) json["pause_ms"] = event.elapsed.count();
  if (!event.message.empty()) {
    json[event.kind == Kind::kUnderWay ? "phase" : "message"] = event.message;
  }
  if (event.fraction) json["fraction"] = *event.fraction;
  if (event.kind == Kind::kUnderWay) json["blockers"] = event.blockers;
  return line(json);
}

std::string failure_event(const Error& error, const runtime::RunFailure& failure,
                          const std::optional<Diagnostic>& finding, const Sources& sources) {
  Json json = {{"event", "failed"}, {"message", error.message}, {"detail", error.detail}};
  if (!error.sqlstate.empty()) json["sqlstate"] = error.sqlstate;
  if (failure.step != 0) json["step"] = failure.step;
  if (finding) {
    const SourceFile& file = sources[finding->location.file];
    const Position at = LineMap(file.text).position(finding->location.span.begin);
    json["file"] = file.path;
    json["line"] = at.line;
    json["column"] = at.column;
  }
  return line(json);
}

std::string end_event(ExitStatus status, const std::vector<std::string>& heads) {
  Json json = {{"event", "end"}, {"exit", static_cast<int>(status)}};
  json["at"] = heads;
  return line(json);
}

}  // namespace ashlar::cli
