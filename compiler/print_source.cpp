// What the grammar made of a file: annotations and statements.

#include <fmt/format.h>

#include "compiler/print.h"
#include "grammar/text/overload.h"

namespace ashlar::pipeline {
namespace {

std::string place(const LineMap& lines, Span span) {
  const Position begin = lines.position(span.begin);
  const Position end = lines.position(span.end);
  return fmt::format("{}:{}-{}:{}", begin.line, begin.column, end.line, end.column);
}

std::string words(const std::vector<annotations::Word>& list) {
  std::string text;
  for (const annotations::Word& word : list) text += (text.empty() ? "" : ", ") + word.text;
  return text;
}

std::string one_line(std::string_view text) {
  std::string shown;
  for (const char byte : text) shown += byte == '\n' || byte == '\r' || byte == '\t' ? ' ' : byte;
  return shown;
}

std::string word_line(const LineMap& lines, std::string_view name,
                      const std::optional<annotations::Word>& word) {
  if (!word) return {};
  return fmt::format("  {} {} at {}\n", name, one_line(word->text), place(lines, word->span));
}

std::string allow_text(const annotations::Allow& allow) {
  return fmt::format("allow {} -- {}", words(allow.rules), one_line(allow.reason.text));
}

std::string timeout_text(const annotations::Timeouts& timeouts) {
  std::string text;
  if (timeouts.lock) text += fmt::format(" lock={}ms", timeouts.lock->count());
  if (timeouts.statement) text += fmt::format(" statement={}ms", timeouts.statement->count());
  return text.empty() ? "" : "timeout" + text;
}

std::string_view mode_text(annotations::TransactionMode mode) {
  switch (mode) {
    case annotations::TransactionMode::kDerived:
      return "derived";
    case annotations::TransactionMode::kOn:
      return "on";
    case annotations::TransactionMode::kOff:
      return "off";
  }
  return "";
}

std::string header_text(const LineMap& lines, const annotations::Header& header) {
  std::string text = word_line(lines, "revision", header.revision);
  if (header.revises) {
    text +=
        fmt::format("  revises {}\n", header.revises->empty() ? "base" : words(*header.revises));
  }
  text += word_line(lines, "created", header.created);
  text += word_line(lines, "message", header.message);
  if (!header.labels.empty()) text += fmt::format("  labels {}\n", words(header.labels));
  if (!header.depends.empty()) text += fmt::format("  depends {}\n", words(header.depends));
  return text;
}

std::string section_text(const LineMap& lines, const annotations::Section& section) {
  std::string text = fmt::format(
      "  {} at {}, body {}, transaction {}\n", annotations::to_string(section.kind),
      place(lines, section.annotation), place(lines, section.body), mode_text(section.transaction));
  if (const std::string limits = timeout_text(section.timeouts); !limits.empty()) {
    text += fmt::format("    {}\n", limits);
  }
  for (const annotations::StatementAnnotations& at : section.statement_annotations) {
    text += fmt::format("    at {}\n", place(lines, at.span));
    for (const annotations::Allow& allow : at.allows) text += "      " + allow_text(allow) + "\n";
    if (const std::string limits = timeout_text(at.timeouts); !limits.empty()) {
      text += fmt::format("      {}\n", limits);
    }
    if (at.batch) {
      text += fmt::format("      batch key={} size={}\n", at.batch->key.text, at.batch->size);
    }
    for (const annotations::Effect& effect : at.effects) {
      text += fmt::format("      effect {}\n", one_line(effect.sql.text));
    }
  }
  return text;
}

std::string dotted(const sql::QualifiedName& name) {
  return name.schema.empty() ? name.name.text : name.schema.text + "." + name.name.text;
}

std::string object_text(const sql::ObjectRef& object) {
  std::string text = dotted(object.name);
  if (!object.part.empty()) text += (text.empty() ? "" : ".") + object.part.text;
  return text;
}

std::string name_text(const sql::QualifiedName& name) { return dotted(name); }
std::string name_text(const sql::Name& name) { return name.text; }
std::string name_text(const std::string& name) { return name; }

/// The names that the node is about, whatever kind it is.
template <typename Node>
std::string subject(const Node& node) {
  std::vector<std::string> parts;
  if constexpr (requires { node.name; }) parts.push_back(name_text(node.name));
  if constexpr (requires { node.object; }) parts.push_back(object_text(node.object));
  if constexpr (requires { node.objects; }) {
    for (const sql::ObjectRef& object : node.objects) parts.push_back(object_text(object));
  }
  if constexpr (requires { node.table.name; }) parts.push_back("on " + dotted(node.table));
  if constexpr (requires { node.tables; }) {
    for (const sql::QualifiedName& table : node.tables) parts.push_back(dotted(table));
  }
  if constexpr (requires { node.view; }) parts.push_back(dotted(node.view));
  if constexpr (requires { node.new_name; }) parts.push_back("to " + node.new_name.text);
  if constexpr (requires { node.new_schema; }) parts.push_back("to " + node.new_schema.text);
  if constexpr (requires { node.concurrently; }) {
    if (node.concurrently) parts.push_back("concurrently");
  }
  std::string text;
  for (const std::string& part : parts) {
    if (!part.empty()) text += (text.empty() ? "" : " ") + part;
  }
  return text;
}

std::string detail(const sql::Statement& statement, std::string_view file_text) {
  return std::visit(Overload{[file_text](const sql::AlterTable& alter) {
                               std::string text = dotted(alter.name);
                               for (const sql::TableAction& action : alter.actions) {
                                 text += " [" + one_line(slice(file_text, action.span)) + "]";
                               }
                               return text;
                             },
                             [](const sql::OpaqueStatement& opaque) { return opaque.kind; },
                             [](const auto& node) { return subject(node); }},
                    statement.node);
}

std::string statement_lines(const LineMap& lines, std::string_view file_text,
                            const grammar::Statement& statement, std::size_t index) {
  std::string text = fmt::format("    [{}] {} {}", index, place(lines, statement.sql.span),
                                 sql::kind_name(statement.sql));
  if (const std::string about = detail(statement.sql, file_text); !about.empty()) {
    text += " " + about;
  }
  text += "\n";
  for (const annotations::Allow& allow : statement.allows)
    text += "        " + allow_text(allow) + "\n";
  if (const std::string limits = timeout_text(statement.timeouts); !limits.empty()) {
    text += fmt::format("        {}\n", limits);
  }
  if (statement.batches) {
    const postgres::KeysetStatement& pieces = statement.batches->statement;
    text += fmt::format("        batches by {} of {}: {} … {}\n", pieces.key, pieces.source,
                        one_line(pieces.head), one_line(pieces.tail));
  }
  for (const sql::Statement& effect : statement.effects) {
    text +=
        fmt::format("        effect {} {}\n", sql::kind_name(effect), detail(effect, file_text));
  }
  return text;
}

}  // namespace

std::string print_annotations(const Sources& sources, const versions::Revision& revision) {
  const SourceFile& file = sources[revision.source.file];
  const LineMap lines(file.text);
  Diagnostics ignored;
  const annotations::AnnotatedFile read = annotations::read(revision.source.file, file, ignored);
  std::string text = file.path + "\n" + header_text(lines, read.header);
  for (const annotations::Allow& allow : read.file_allows) text += "  " + allow_text(allow) + "\n";
  for (const annotations::Section& section : read.sections) text += section_text(lines, section);
  text += word_line(lines, "irreversible", read.irreversible);
  for (const Span span : read.not_sql) text += fmt::format("  not sql {}\n", place(lines, span));
  return text;
}

std::string print_statements(const Sources& sources, const versions::Revision& revision) {
  const SourceFile& file = sources[revision.source.file];
  const LineMap lines(file.text);
  std::string text = fmt::format("{} {}\n", revision.id, file.path);
  for (const grammar::Section& section : revision.source.sections) {
    text += fmt::format("  {} transaction {}{}\n", annotations::to_string(section.kind),
                        mode_text(section.transaction),
                        section.wrapped_in_transaction ? ", wrapped in one" : "");
    for (std::size_t i = 0; i < section.statements.size(); ++i) {
      text += statement_lines(lines, file.text, section.statements[i], i);
    }
  }
  return text;
}

}  // namespace ashlar::pipeline
