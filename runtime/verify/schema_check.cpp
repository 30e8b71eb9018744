#include "runtime/verify/schema_check.h"

#include <utility>

namespace ashlar::runtime {
namespace {

/// Each load leaves dead rows behind in these.
constexpr const char* kTidy =
    "VACUUM pg_catalog.pg_class, pg_catalog.pg_attribute, pg_catalog.pg_type, pg_catalog.pg_depend,"
    " pg_catalog.pg_constraint, pg_catalog.pg_index, pg_catalog.pg_attrdef,"
    " pg_catalog.pg_description, pg_catalog.pg_proc, pg_catalog.pg_trigger, pg_catalog.pg_rewrite";
constexpr int kLoadsBetween = 16;

}  // namespace

Status SchemaCheck::connect() {
  if (session_ != nullptr) return {};
  const Result<std::string> database = server_.make();
  if (!database) return database.error();
  auto session = server_.connect(*database);
  if (!session) return session.error();
  session_ = std::move(*session);
  return session_->execute("SET synchronous_commit = off;SET client_min_messages = warning");
}

Status SchemaCheck::load(const std::string& schema) {
  if (++loads_ % kLoadsBetween == 0) {
    if (Status tidied = session_->execute(kTidy, database::OnInterrupt::kCancel); !tidied) {
      return tidied;
    }
  }
  lines_.reset();
  refused_.reset();
  if (Status begun = session_->execute("BEGIN"); !begun) return begun;
  const Status done = session_->execute(schema, database::OnInterrupt::kCancel);
  if (done.ok()) {
    Result<Lines> lines = read_lines(*session_);
    session_->rollback();
    if (!lines) return lines.error();
    lines_ = std::move(*lines);
    return {};
  }
  session_->rollback();
  if (!server_.is_refusal(done.error())) return done;
  if (server_.make_missing_role(done.error())) return load(schema);
  refused_ = done.error();
  return {};
}

Status SchemaCheck::compare(const std::string& schema, const Lines& lines, TrialResult& result) {
  if (Status connected = connect(); !connected) return connected;
  if (loads_ == 0 || schema != loaded_) {
    if (Status done = load(schema); !done) return done;
    loaded_ = schema;
  }
  result.schema_refused = refused_;
  if (lines_) result.against_schema = changes(*lines_, lines);
  return {};
}

}  // namespace ashlar::runtime
