#include "compiler/ledger/ledger.h"

#include <fmt/format.h>

#include "compiler/ledger/embedded.h"
#include "compiler/ledger/sql_text.h"
#include "grammar/postgres/parser.h"

namespace ashlar::ledger {
namespace {

// The author's words may have left a role or another session user behind; the ledger is written as
// whoever connected. RESET SESSION AUTHORIZATION clears the role, RESET ROLE then brings back the
// one the connection was set up with, if any (PostgreSQL manual, "SET ROLE").
constexpr std::string_view kOwnUser = "RESET SESSION AUTHORIZATION;\nRESET ROLE;\n";

constexpr std::string_view kNow = "pg_catalog.clock_timestamp()";
constexpr std::string_view kRun = "pg_catalog.current_setting('application_name')";

std::string elapsed_since(std::string_view start) {
  return fmt::format("{} OPERATOR(pg_catalog.-) {}", kNow, start);
}

/// A row of `events`; every member but `kind` and `revision` is SQL. Without details, none are
/// said.
struct Event {
  std::string_view kind;
  std::string_view revision;
  std::string direction = "NULL";
  std::string step = "NULL";
  std::string steps = "NULL";
  std::string checksum = "''";
  std::string duration = "NULL";
  std::string details;
};

Event event_of(std::string_view kind, const StepRef& step) {
  Event event;
  event.kind = kind;
  event.revision = step.revision;
  event.direction = literal(versions::to_string(step.direction));
  event.step = std::to_string(step.step);
  event.steps = std::to_string(step.steps);
  event.checksum = literal(step.checksum);
  return event;
}

std::string insert_event(const std::string& schema, const Event& event) {
  return fmt::format(
      "INSERT INTO {}.events (happened_at, kind, revision_id, direction, step, steps, checksum,\n"
      "    duration, acted_by, run, ashlar_version{})\n"
      "VALUES ({}, {}, {}, {}, {}, {}, {},\n"
      "    {}, session_user, {}, {}{});\n",
      schema, event.details.empty() ? "" : ", details", kNow, literal(event.kind),
      literal(event.revision), event.direction, event.step, event.steps, event.checksum,
      event.duration, kRun, literal(ASHLAR_VERSION),
      event.details.empty() ? "" : ", " + event.details);
}

/// Picks the rows of `steps` that belong to one direction of a revision.
std::string of_revision(const StepRef& step) {
  return fmt::format("revision_id {0} {1} AND direction {0} {2}", kEquals, literal(step.revision),
                     literal(versions::to_string(step.direction)));
}

std::string of_step(const StepRef& step) {
  return fmt::format("{} AND step {} {}", of_revision(step), kEquals, step.step);
}

/// From the first step's start to now. A revision of one transactional step has no row yet: its
/// transaction is the step.
std::string duration_of(const std::string& schema, const StepRef& step) {
  return elapsed_since(
      fmt::format("COALESCE((SELECT pg_catalog.min(started_at) FROM {}.steps\n    WHERE {}), "
                  "pg_catalog.transaction_timestamp())",
                  schema, of_revision(step)));
}

std::string delete_steps(const std::string& schema, std::string_view revision) {
  return fmt::format("DELETE FROM {}.steps WHERE revision_id {} {};\n", schema, kEquals,
                     literal(revision));
}

enum class Origin { kExecuted, kStamped };

std::string insert_revision(const std::string& schema, const RevisionRecord& record, Origin origin,
                            const std::string& duration) {
  return fmt::format(
      "INSERT INTO {}.revisions (id, message, parents, depends, up_checksum, down_checksum,\n"
      "    up_text,\n    down_text,\n    irreversible, stamped, applied_at, applied_by,\n"
      "    duration,\n    run, ashlar_version)\n"
      "VALUES ({}, {}, {}, {}, {}, {},\n    {},\n    {},\n    {}, {}, {}, session_user,\n"
      "    {},\n    {}, {});\n",
      schema, literal(record.id), literal(record.message), text_array(record.parents),
      text_array(record.depends), literal(record.up_checksum), literal(record.down_checksum),
      literal(record.up_text), literal(record.down_text), literal(record.irreversible),
      origin == Origin::kStamped, kNow, duration, kRun, literal(ASHLAR_VERSION));
}

std::string insert_step(const std::string& schema, const StepRef& step, std::string_view started_at,
                        std::string_view done_at, std::string_view on_conflict) {
  return fmt::format(
      "INSERT INTO {}.steps (revision_id, direction, step, steps, checksum, transactional,\n"
      "    started_at, started_by, done_at, run, ashlar_version)\n"
      "VALUES ({}, {}, {}, {}, {}, {},\n    {}, session_user, {}, {}, {}){};\n",
      schema, literal(step.revision), literal(versions::to_string(step.direction)), step.step,
      step.steps, literal(step.checksum), step.transactional, started_at, done_at, kRun,
      literal(ASHLAR_VERSION), on_conflict);
}

/// The checksum that the ledger has of a revision, for its farewell event.
std::string known_checksum(const std::string& schema, std::string_view id) {
  return fmt::format("COALESCE((SELECT up_checksum FROM {}.revisions WHERE id {} {}), '')", schema,
                     kEquals, literal(id));
}

}  // namespace

std::vector<SourceFile> revision_files() {
  std::vector<SourceFile> files;
  for (const EmbeddedFile& file : embedded_files()) {
    files.push_back({"ledger/" + std::string(file.name), std::string(file.text)});
  }
  return files;
}

RevisionRecord record_of(const versions::Revision& revision, const Sources& sources) {
  RevisionRecord record;
  record.id = revision.id;
  record.message = revision.message;
  record.parents = revision.parents;
  record.depends = revision.depends;
  record.up_checksum = versions::checksum(revision, versions::Direction::kUp, sources);
  record.down_checksum = versions::checksum(revision, versions::Direction::kDown, sources);
  record.up_text = versions::section_text(revision, versions::Direction::kUp, sources);
  record.down_text = versions::section_text(revision, versions::Direction::kDown, sources);
  if (revision.source.irreversible) record.irreversible = revision.source.irreversible->text;
  return record;
}

std::string Words::is_younger_than(const StepRef& step, std::string_view xmin) const {
  // A frozen row version is of the greatest age (manual, age(xid)).
  return fmt::format(
      "pg_catalog.age({}) OPERATOR(pg_catalog.<) (SELECT pg_catalog.age(xmin) FROM {}.steps WHERE "
      "{})",
      xmin, schema_, of_step(step));
}

std::vector<std::string> statements_of(std::string_view words) {
  std::vector<std::string> statements;
  std::optional<std::uint32_t> begin;
  Span last;
  const auto end_one = [&] {
    if (begin) statements.emplace_back(slice(words, Span{*begin, last.end}));
    begin.reset();
  };
  for (const postgres::Token& token : postgres::scan(words)) {
    if (slice(words, token.span) == ";") {
      end_one();
      continue;
    }
    if (!begin) begin = token.span.begin;
    last = token.span;
  }
  end_one();
  return statements;
}

std::string_view to_string(Verdict verdict) { return verdict == Verdict::kDone ? "done" : "redo"; }

Words::Words(std::string_view schema)
    : schema_(postgres::quote_identifier(schema)), name_(schema) {}

std::string Words::step_started(const StepRef& step) const {
  // A step that was started before and cut off is started again: its row is taken over.
  const std::string again = fmt::format(
      "\nON CONFLICT (revision_id, direction, step) DO UPDATE SET steps = EXCLUDED.steps,\n"
      "    checksum = EXCLUDED.checksum, transactional = EXCLUDED.transactional, done_at = NULL,\n"
      "    started_by = EXCLUDED.started_by, run = EXCLUDED.run,\n"
      "    ashlar_version = EXCLUDED.ashlar_version");
  return insert_step(schema_, step, kNow, "NULL", again) +
         insert_event(schema_, event_of("started", step));
}

std::string Words::step_done(const StepRef& step) const {
  Event event = event_of("done", step);
  std::string record;
  if (step.transactional) {
    event.duration = elapsed_since("pg_catalog.transaction_timestamp()");
    record = insert_step(schema_, step, "pg_catalog.transaction_timestamp()", kNow, "");
  } else {
    event.duration = elapsed_since(
        fmt::format("(SELECT started_at FROM {}.steps\n    WHERE {})", schema_, of_step(step)));
    record =
        fmt::format("UPDATE {}.steps SET done_at = {}\nWHERE {};\n", schema_, kNow, of_step(step));
  }
  return std::string(kOwnUser) + record + insert_event(schema_, event);
}

std::string Words::step_failed(const StepRef& step) const {
  Event event = event_of("failed", step);
  event.duration = elapsed_since(
      fmt::format("(SELECT started_at FROM {}.steps\n    WHERE {})", schema_, of_step(step)));
  return std::string(kOwnUser) + insert_event(schema_, event) +
         fmt::format("DELETE FROM {}.steps\nWHERE {};\n", schema_, of_step(step));
}

std::string Words::batch_done(const StepRef& step, const std::optional<std::string>& reached,
                              std::uint64_t rows) const {
  return batch_done_as(step, reached ? literal(*reached) + "::pg_catalog.text" : "NULL",
                       std::to_string(rows));
}

std::string Words::batch_done_as(const StepRef& step, std::string_view reached,
                                 std::string_view rows) const {
  Event event = event_of("batch", step);
  event.duration = elapsed_since("pg_catalog.transaction_timestamp()");
  event.details =
      fmt::format("pg_catalog.jsonb_build_object('reached', {}, 'rows', {})", reached, rows);
  return std::string(kOwnUser) + insert_event(schema_, event);
}

std::string Words::resolved(const StepRef& step, Verdict verdict) const {
  Event event = event_of("resolved", step);
  event.details =
      fmt::format("pg_catalog.jsonb_build_object('verdict', {})", literal(to_string(verdict)));
  const std::string change =
      verdict == Verdict::kDone
          ? fmt::format("UPDATE {}.steps SET done_at = {}\nWHERE {};\n", schema_, kNow,
                        of_step(step))
          : fmt::format("DELETE FROM {}.steps\nWHERE {};\n", schema_, of_step(step));
  return change + insert_event(schema_, event);
}

std::string Words::applied(const RevisionRecord& record, const StepRef& step) const {
  Event event = event_of("applied", step);
  event.checksum = literal(record.up_checksum);
  event.duration = fmt::format("(SELECT duration FROM {}.revisions WHERE id {} {})", schema_,
                               kEquals, literal(record.id));
  return std::string(kOwnUser) +
         insert_revision(schema_, record, Origin::kExecuted, duration_of(schema_, step)) +
         insert_event(schema_, event) + delete_steps(schema_, record.id);
}

std::string Words::reverted(std::string_view id, const StepRef& step) const {
  Event event = event_of("reverted", step);
  event.revision = id;
  event.checksum = known_checksum(schema_, id);
  event.duration = duration_of(schema_, step);
  return std::string(kOwnUser) + insert_event(schema_, event) +
         fmt::format("DELETE FROM {}.revisions WHERE id {} {};\n", schema_, kEquals, literal(id)) +
         delete_steps(schema_, id);
}

std::string Words::stamped(const RevisionRecord& record) const {
  Event event;
  event.kind = "stamped";
  event.revision = record.id;
  event.checksum = literal(record.up_checksum);
  return insert_revision(schema_, record, Origin::kStamped, "NULL") + insert_event(schema_, event) +
         delete_steps(schema_, record.id);
}

std::string Words::unstamped(std::string_view id) const {
  Event event;
  event.kind = "unstamped";
  event.revision = id;
  event.checksum = known_checksum(schema_, id);
  return insert_event(schema_, event) +
         fmt::format("DELETE FROM {}.revisions WHERE id {} {};\n", schema_, kEquals, literal(id)) +
         delete_steps(schema_, id);
}

std::string Words::accepted(const RevisionRecord& record) const {
  // What was run stays readable: the event keeps the text that the new one replaces.
  const std::string event = fmt::format(
      "INSERT INTO {}.events (happened_at, kind, revision_id, checksum, acted_by, run,\n"
      "    ashlar_version, details)\n"
      "SELECT {}, 'accepted', id, {}, session_user, {}, {},\n"
      "    pg_catalog.jsonb_build_object('up_checksum', up_checksum, 'down_checksum', "
      "down_checksum,\n"
      "    'up_text', up_text, 'down_text', down_text)\n"
      "FROM {}.revisions WHERE id {} {};\n",
      schema_, kNow, literal(record.up_checksum), kRun, literal(ASHLAR_VERSION), schema_, kEquals,
      literal(record.id));
  return event +
         fmt::format(
             "UPDATE {}.revisions SET message = {}, parents = {}, depends = {},\n"
             "    up_checksum = {}, down_checksum = {},\n    up_text = {},\n    down_text = {},\n"
             "    irreversible = {}\nWHERE id {} {};\n",
             schema_, literal(record.message), text_array(record.parents),
             text_array(record.depends), literal(record.up_checksum), literal(record.down_checksum),
             literal(record.up_text), literal(record.down_text), literal(record.irreversible),
             kEquals, literal(record.id));
}

}  // namespace ashlar::ledger
