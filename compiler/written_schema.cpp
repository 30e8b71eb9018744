#include "compiler/written_schema.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "compiler/catalog/apply.h"
#include "compiler/rules/semantic/problems.h"
#include "grammar/annotations/layout.h"
#include "grammar/annotations/meta_commands.h"
#include "grammar/postgres/parser.h"

namespace ashlar::pipeline {
namespace {

/// A statement that is yet to be applied.
struct Waiting {
  FileId file = 0;
  sql::Statement statement;
  /// Under which its names are looked for; null: under what the session has.
  std::string search_path;
};

/// What another statement of the files may still make.
bool may_come(const catalog::Problem& problem) {
  switch (problem.kind) {
    case catalog::ProblemKind::kUnknownRelation:
    case catalog::ProblemKind::kUnknownColumn:
    case catalog::ProblemKind::kUnknownType:
    case catalog::ProblemKind::kUnknownFunction:
    case catalog::ProblemKind::kUnknownSchema:
    case catalog::ProblemKind::kUnknownObject:
    case catalog::ProblemKind::kInvalidForeignKey:
      return true;
    case catalog::ProblemKind::kDuplicateRelation:
    case catalog::ProblemKind::kDuplicateColumn:
    case catalog::ProblemKind::kDuplicateFunction:
    case catalog::ProblemKind::kDuplicateObject:
    case catalog::ProblemKind::kAmbiguousName:
    case catalog::ProblemKind::kWrongObjectKind:
    case catalog::ProblemKind::kDependentObjects:
    case catalog::ProblemKind::kTypeMismatch:
    case catalog::ProblemKind::kInvalidDefinition:
    case catalog::ProblemKind::kObjectState:
    case catalog::ProblemKind::kNotSupported:
    case catalog::ProblemKind::kTypeInUse:
    case catalog::ProblemKind::kViewReplacement:
    case catalog::ProblemKind::kConcurrentlyOnPartitioned:
    case catalog::ProblemKind::kNotValidOnPartitioned:
      return false;
  }
  return false;
}

/// The catalog keeps the text of operators, casts and their like, and looks up what they name at
/// that moment only: it must be there as far as it can be.
bool takes_anything(const sql::Statement& statement) {
  return std::holds_alternative<sql::CreateOther>(statement.node) ||
         std::holds_alternative<sql::AlterOther>(statement.node);
}

std::string path_text(const catalog::Catalog& catalog) {
  std::string text;
  for (const std::string& schema : catalog.search_path()) {
    text.append(text.empty() ? "" : ", ").append(postgres::quote_identifier(schema));
  }
  return "SET search_path = " + (text.empty() ? "''" : text);
}

std::string written(const sql::QualifiedName& name) {
  const std::string schema =
      name.schema.empty() ? "" : postgres::quote_identifier(name.schema.text) + ".";
  return schema + postgres::quote_identifier(name.name.text);
}

/// What the statement makes; empty where that has no name of its own to be renamed from.
std::string made_by(const sql::Statement& statement) {
  if (const auto* table = std::get_if<sql::CreateTable>(&statement.node)) {
    return written(table->name);
  }
  if (const auto* index = std::get_if<sql::CreateIndex>(&statement.node)) {
    sql::QualifiedName name = index->table;
    name.name = index->name;
    return written(name);
  }
  if (const auto* view = std::get_if<sql::CreateView>(&statement.node)) return written(view->name);
  if (const auto* sequence = std::get_if<sql::CreateSequence>(&statement.node)) {
    return written(sequence->name);
  }
  if (const auto* type = std::get_if<sql::CreateEnum>(&statement.node)) return written(type->name);
  if (const auto* type = std::get_if<sql::CreateComposite>(&statement.node)) {
    return written(type->name);
  }
  if (const auto* type = std::get_if<sql::CreateDomain>(&statement.node)) {
    return written(type->name);
  }
  return {};
}

class Reader {
 public:
  Reader(const Sources& sources, WrittenSchema& result) : sources_(sources), result_(result) {}

  void read(FileId file) {
    catalog() = catalog::fresh_session(std::move(catalog()));
    const SourceFile& source = sources_[file];
    const std::vector<annotations::Item> items = annotations::lay_out(source.text);
    std::vector<Span> not_sql;
    for (const annotations::Item& item : items) {
      if (item.not_sql.has_value()) not_sql.push_back(*item.not_sql);
      if (item.kind == annotations::ItemKind::kMetaCommand) refuse_psql(file, item);
    }
    const Span whole{0, static_cast<std::uint32_t>(source.text.size())};
    const std::vector<postgres::ParsedStatement> statements =
        postgres::parse(source, file, whole, not_sql, result_.findings);
    for (const annotations::Item& item : items) {
      if (item.kind == annotations::ItemKind::kAnnotation) annotate(file, item, statements);
    }
    for (const postgres::ParsedStatement& parsed : statements) {
      Waiting next{file, parsed.statement, {}};
      if (takes_anything(next.statement)) retry();
      if (!apply(next)) {
        next.search_path = path_text(catalog());
        waiting_.push_back(std::move(next));
      }
    }
  }

  /// Applies what waits, as long as that leads anywhere; the rest is reported.
  void finish() {
    retry();
    last_ = true;
    for (const Waiting& next : waiting_) apply(next);
    catalog() = catalog::fresh_session(std::move(catalog()));
  }

 private:
  void retry() {
    bool moved = true;
    while (moved && !waiting_.empty()) {
      moved = false;
      std::vector<Waiting> still;
      for (Waiting& next : waiting_) {
        if (apply(next)) {
          moved = true;
        } else {
          still.push_back(std::move(next));
        }
      }
      waiting_ = std::move(still);
    }
  }

  catalog::Catalog& catalog() { return result_.catalog; }

  /// False: it waits for another statement.
  bool apply(const Waiting& next) {
    catalog::Catalog before = catalog();
    if (!next.search_path.empty()) before = along(std::move(before), next.search_path);
    // Revision 0 is what an empty database has by itself.
    const catalog::ApplyContext context{&sources_, next.file, 1};
    catalog::Applied applied = catalog::apply(before, next.statement, context);
    const bool waits =
        !last_ && std::any_of(applied.problems.begin(), applied.problems.end(), may_come);
    if (waits) return false;
    for (const catalog::Problem& problem : applied.problems) {
      result_.findings.push_back(rules::finding_of(problem, next.file));
      result_.findings.back().severity = Severity::kError;
    }
    for (const std::string& what : applied.not_modelled) {
      if (told_.insert(what).second) tell_not_followed(next, what);
    }
    catalog() = std::move(applied.after);
    return true;
  }

  static catalog::Catalog along(catalog::Catalog catalog, const std::string& path) {
    Sources sources;
    const FileId file = sources.add({"search_path", path});
    Diagnostics none;
    for (const postgres::ParsedStatement& parsed :
         postgres::parse_text(sources[file].text, file, none)) {
      catalog = catalog::apply(std::move(catalog), parsed.statement, {&sources, file, 0}).after;
    }
    return catalog;
  }

  void tell_not_followed(const Waiting& next, const std::string& what) {
    Diagnostic finding;
    finding.rule = "not-modelled";
    finding.severity = Severity::kNote;
    finding.message = "the schema does not show what `" + what + "` does";
    finding.location = {next.file, next.statement.span};
    result_.findings.push_back(std::move(finding));
  }

  void refuse_psql(FileId file, const annotations::Item& item) {
    const std::string_view line = slice(sources_[file].text, item.span);
    const std::string_view name = annotations::meta_command_name(line);
    if (annotations::is_harmless(name)) return;
    Diagnostic finding;
    finding.rule = "psql-meta-command";
    finding.severity = Severity::kError;
    finding.message = fmt::format("`\\{}` is a command of psql, not SQL", name);
    finding.location = {file, item.span};
    finding.help = annotations::meta_command_advice(line);
    result_.findings.push_back(std::move(finding));
  }

  void annotate(FileId file, const annotations::Item& item,
                const std::vector<postgres::ParsedStatement>& statements) {
    constexpr std::string_view kRenamed = "renamed-from ";
    std::string_view text = annotations::annotation_text(slice(sources_[file].text, item.span));
    if (!text.starts_with(kRenamed)) {
      return misplaced(file, item, "`renamed-from OLD` is the one annotation of a schema file");
    }
    text.remove_prefix(kRenamed.size());
    const auto next = std::find_if(statements.begin(), statements.end(), [&](const auto& parsed) {
      return parsed.statement.span.end > item.span.begin;
    });
    if (next == statements.end()) return misplaced(file, item, "nothing follows");
    const std::string made = made_by(next->statement);
    if (made.empty()) return misplaced(file, item, "what follows makes nothing with a name");
    if (next->statement.span.begin > item.span.begin) {
      result_.renames.push_back({std::string(text), made});
      return;
    }
    const auto* table = std::get_if<sql::CreateTable>(&next->statement.node);
    if (table == nullptr) return misplaced(file, item, "only columns of tables have it inside");
    for (const sql::ColumnDefinition& column : table->columns) {
      if (column.span.begin < item.span.begin) continue;
      result_.renames.push_back({made + "." + std::string(text),
                                 made + "." + postgres::quote_identifier(column.name.text)});
      return;
    }
    misplaced(file, item, "no column follows");
  }

  void misplaced(FileId file, const annotations::Item& item, std::string why) {
    Diagnostic finding;
    finding.rule = "misplaced-annotation";
    finding.severity = Severity::kError;
    finding.message = std::move(why);
    finding.location = {file, item.span};
    finding.help =
        "write `-- migrate:renamed-from OLD` in the line before a CREATE, or before a column";
    result_.findings.push_back(std::move(finding));
  }

  const Sources& sources_;
  WrittenSchema& result_;
  std::vector<Waiting> waiting_;
  std::set<std::string> told_;
  bool last_ = false;
};

}  // namespace

WrittenSchema read_schema(const Sources& sources, const std::vector<FileId>& files) {
  WrittenSchema result;
  result.catalog = catalog::Catalog::empty_database();
  Reader reader(sources, result);
  for (const FileId file : files) reader.read(file);
  reader.finish();
  return result;
}

}  // namespace ashlar::pipeline
