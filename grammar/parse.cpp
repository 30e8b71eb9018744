#include "grammar/parse.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "grammar/postgres/parser.h"

namespace ashlar::grammar {
namespace {

using postgres::ParsedStatement;
using sql::TransactionControl;
using sql::TransactionVerb;

void merge(annotations::Timeouts& into, const annotations::Timeouts& from) {
  if (from.lock) into.lock = from.lock;
  if (from.statement) into.statement = from.statement;
}

/// One section on the way from annotations and SQL to statements.
class SectionReader {
 public:
  SectionReader(FileId id, const SourceFile& file, const std::vector<Span>& not_sql,
                const annotations::Section& annotated, Diagnostics& diagnostics)
      : id_(id), file_(file), annotated_(annotated), diagnostics_(diagnostics) {
    section_.kind = annotated.kind;
    section_.annotation = annotated.annotation;
    section_.body = annotated.body;
    section_.transaction = annotated.transaction;
    section_.transaction_span = annotated.transaction_span;
    section_.complete = std::none_of(not_sql.begin(), not_sql.end(), [&](const Span& span) {
      return span.begin < annotated.body.end && annotated.body.begin < span.end;
    });
    first_diagnostic_ = diagnostics.size();
    for (ParsedStatement& parsed :
         postgres::parse(file, id, annotated.body, not_sql, diagnostics)) {
      Statement statement;
      statement.sql = std::move(parsed.statement);
      statement.text = parsed.text;
      statement.count = parsed.count;
      section_.statements.push_back(std::move(statement));
    }
  }

  Section run() {
    const std::size_t last_syntax_error = diagnostics_.size();
    if (last_syntax_error > first_diagnostic_) section_.complete = false;
    bind_annotations(last_syntax_error);
    unwrap_transaction();
    number_statements();
    for (std::size_t i = first_diagnostic_; i < diagnostics_.size(); ++i) {
      diagnostics_[i].about.section = annotations::to_string(annotated_.kind);
    }
    return std::move(section_);
  }

 private:
  void bind_annotations(std::size_t last_syntax_error);
  void bind(const annotations::StatementAnnotations& annotation, std::size_t index,
            std::size_t last_syntax_error);
  void bind_batches(const annotations::Batch& batch, Statement& statement);
  std::vector<sql::Statement> read_effect(const annotations::Effect& effect);
  void unwrap_transaction();
  void number_statements();
  [[nodiscard]] bool is_plain_control(const Statement& statement, TransactionVerb verb) const;
  [[nodiscard]] bool is_wrapped() const;
  void report_wrapping(Span begin);

  FileId id_;
  const SourceFile& file_;
  const annotations::Section& annotated_;
  Diagnostics& diagnostics_;
  std::size_t first_diagnostic_ = 0;
  Section section_;
};

void SectionReader::bind_annotations(std::size_t last_syntax_error) {
  annotations::Timeouts running = annotated_.timeouts;
  auto annotation = annotated_.statement_annotations.begin();
  const auto end = annotated_.statement_annotations.end();
  for (std::size_t i = 0; i < section_.statements.size(); ++i) {
    Statement& statement = section_.statements[i];
    for (; annotation != end && annotation->span.end <= statement.sql.span.begin; ++annotation) {
      merge(running, annotation->timeouts);
      bind(*annotation, i, last_syntax_error);
    }
    statement.timeouts = running;
  }
  for (; annotation != end; ++annotation) {
    bind(*annotation, section_.statements.size(), last_syntax_error);
  }
}

/// Binds an annotation to statement `index`, unless a statement that could not be read stands
/// between the two: then it belonged to that one.
void SectionReader::bind(const annotations::StatementAnnotations& annotation, std::size_t index,
                         std::size_t last_syntax_error) {
  const bool follows = index < section_.statements.size();
  const std::uint32_t limit =
      follows ? section_.statements[index].sql.span.begin : annotated_.body.end;
  for (std::size_t i = first_diagnostic_; i < last_syntax_error; ++i) {
    const Span error = diagnostics_[i].location.span;
    if (error.begin >= annotation.span.end && error.begin <= limit) return;
  }
  if (!follows) {
    Diagnostic diagnostic;
    diagnostic.rule = "misplaced-annotation";
    diagnostic.message = "no statement follows in this section";
    diagnostic.help = "an annotation for a statement stands before it";
    diagnostic.location = {id_, annotation.span};
    // The reader of annotations says so too where it sees no statement itself.
    const bool said =
        std::any_of(diagnostics_.begin(), diagnostics_.end(), [&](const Diagnostic& other) {
          return other.rule == diagnostic.rule && other.location == diagnostic.location;
        });
    if (!said) diagnostics_.push_back(std::move(diagnostic));
    return;
  }
  Statement& statement = section_.statements[index];
  statement.allows.insert(statement.allows.end(), annotation.allows.begin(),
                          annotation.allows.end());
  if (annotation.batch) bind_batches(*annotation.batch, statement);
  for (const annotations::Effect& effect : annotation.effects) {
    for (sql::Statement& parsed : read_effect(effect)) {
      statement.effects.push_back(std::move(parsed));
    }
  }
}

void SectionReader::bind_batches(const annotations::Batch& batch, Statement& statement) {
  const auto refuse = [&](std::string message, std::string help) {
    Diagnostic diagnostic;
    diagnostic.rule = "misplaced-annotation";
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    diagnostic.location = {id_, batch.span};
    diagnostics_.push_back(std::move(diagnostic));
  };
  if (annotated_.kind == annotations::SectionKind::kVerify) {
    return refuse("`batch` in a `verify` section", "it writes nothing: take the annotation away");
  }
  if (annotated_.kind == annotations::SectionKind::kSeed) {
    return refuse("`batch` in a `seed` section", "it runs for a test: take the annotation away");
  }
  if (annotated_.transaction == annotations::TransactionMode::kOn) {
    return refuse("`batch` in a section that is one transaction",
                  "batches are transactions of their own: take `transaction on` away");
  }
  postgres::Keyset keyset =
      postgres::keyset_of(slice(file_.text, statement.sql.span), batch.key.text);
  if (!keyset.refusal.empty()) {
    return refuse("this statement cannot run in batches: " + keyset.refusal,
                  "take the annotation away, or write the statement so that it can");
  }
  statement.batches = Batches{batch, std::move(keyset.statement)};
}

/// The statements of an effect; it is read where it stands, so its spans lie in the file.
std::vector<sql::Statement> SectionReader::read_effect(const annotations::Effect& effect) {
  std::vector<sql::Statement> statements;
  for (ParsedStatement& parsed : postgres::parse(file_, id_, effect.sql.span, {}, diagnostics_)) {
    statements.push_back(std::move(parsed.statement));
  }
  return statements;
}

/// BEGIN or COMMIT without options: `BEGIN ISOLATION LEVEL SERIALIZABLE` and `COMMIT AND CHAIN`
/// mean something that ashlar's own transaction would not keep.
bool SectionReader::is_plain_control(const Statement& statement, TransactionVerb verb) const {
  const auto* control = std::get_if<TransactionControl>(&statement.sql.node);
  if (control == nullptr) return false;
  const bool begins = control->verb == TransactionVerb::kStart;
  if (control->verb != verb && !(begins && verb == TransactionVerb::kBegin)) return false;
  constexpr std::array<std::string_view, 6> kWords = {"begin", "start",  "transaction",
                                                      "work",  "commit", "end"};
  const std::vector<postgres::Token> tokens =
      postgres::scan(slice(file_.text, statement.sql.span), statement.sql.span.begin);
  return std::all_of(tokens.begin(), tokens.end(), [&](const postgres::Token& token) {
    std::string word(slice(file_.text, token.span));
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
  });
}

bool SectionReader::is_wrapped() const {
  const std::vector<Statement>& all = section_.statements;
  if (all.size() < 2 || !is_plain_control(all.front(), TransactionVerb::kBegin) ||
      !is_plain_control(all.back(), TransactionVerb::kCommit)) {
    return false;
  }
  // BEGIN; …; COMMIT; BEGIN; …; COMMIT is not one transaction.
  return std::none_of(all.begin() + 1, all.end() - 1, [](const Statement& statement) {
    const auto* control = std::get_if<TransactionControl>(&statement.sql.node);
    return control != nullptr && control->verb != TransactionVerb::kSavepoint &&
           control->verb != TransactionVerb::kRelease &&
           control->verb != TransactionVerb::kRollbackTo;
  });
}

void SectionReader::unwrap_transaction() {
  if (!is_wrapped()) return;
  std::vector<Statement>& all = section_.statements;
  report_wrapping(all.front().sql.span);
  section_.wrapped_in_transaction = true;
  // What is annotated at BEGIN is meant for what BEGIN begins.
  if (all.size() > 2) {
    Statement& first = all[1];
    first.allows.insert(first.allows.begin(), all.front().allows.begin(), all.front().allows.end());
    first.effects.insert(first.effects.begin(), all.front().effects.begin(),
                         all.front().effects.end());
  }
  all.pop_back();
  all.erase(all.begin());
}

void SectionReader::number_statements() {
  std::uint32_t index = 0;
  for (Statement& statement : section_.statements) {
    statement.index = index;
    index += statement.count;
  }
}

void SectionReader::report_wrapping(Span begin) {
  Diagnostic diagnostic;
  diagnostic.rule = "wrapped-in-transaction";
  diagnostic.location = {id_, begin};
  if (annotated_.transaction == annotations::TransactionMode::kOff) {
    diagnostic.message =
        "the section says `transaction off`, but stands between `BEGIN` and `COMMIT`";
    diagnostic.help = "remove one of the two";
    diagnostic.notes.push_back(
        {"`transaction off` stands here", Location{id_, annotated_.transaction_span}});
  } else {
    diagnostic.severity = Severity::kNote;
    diagnostic.message =
        "the section is wrapped in one transaction, which ashlar opens and commits itself";
    diagnostic.help = "remove `BEGIN` and `COMMIT`, or write `-- migrate:transaction on` instead";
  }
  diagnostics_.push_back(std::move(diagnostic));
}

bool reaches(Extent extent, annotations::SectionKind kind) {
  switch (extent) {
    case Extent::kWhole:
      return true;
    case Extent::kUpSections:
      return kind == annotations::SectionKind::kUp;
    case Extent::kAnnotations:
      return false;
  }
  return true;
}

}  // namespace

Outline outline(FileId id, const SourceFile& file) {
  Outline outline;
  outline.annotated = annotations::read(id, file, outline.findings);
  return outline;
}

Source parse(FileId id, const SourceFile& file, Diagnostics& diagnostics) {
  return parse(id, file, outline(id, file), diagnostics, Extent::kWhole);
}

Source parse(FileId id, const SourceFile& file, const Outline& outline, Diagnostics& diagnostics,
             Extent extent) {
  const annotations::AnnotatedFile& annotated = outline.annotated;
  diagnostics.insert(diagnostics.end(), outline.findings.begin(), outline.findings.end());
  Source source;
  source.file = id;
  source.header = annotated.header;
  source.allows = annotated.file_allows;
  source.irreversible = annotated.irreversible;
  for (const annotations::Section& section : annotated.sections) {
    if (!reaches(extent, section.kind)) continue;
    source.sections.push_back(
        SectionReader(id, file, annotated.not_sql, section, diagnostics).run());
  }
  return source;
}

}  // namespace ashlar::grammar
