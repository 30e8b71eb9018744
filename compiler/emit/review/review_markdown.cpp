// The review as a comment: the same facts in the same order as on the page, folded, and cut to what
// GitHub takes.

#include <algorithm>
#include <fmt/format.h>

#include "compiler/emit/review/markdown.h"
#include "compiler/emit/review/review.h"
#include "compiler/emit/review/shortened.h"
#include "compiler/emit/terminal.h"

namespace ashlar::emit::review {
namespace {

/// GitHub takes 65,536 characters; a byte is never more than one.
constexpr std::size_t kMostBytes = 65'000;
constexpr std::size_t kMostOfARevision = 24'000;
constexpr std::size_t kMostOfTheSchema = 12'000;
constexpr std::size_t kMostSqlHere = 3'000;
constexpr std::size_t kMostNames = 8;
constexpr std::size_t kMostRisky = 6;

std::string codes(const std::vector<std::string>& names) {
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < names.size() && i < kMostNames; ++i) {
    shown.push_back(markdown_code(names[i]));
  }
  if (names.size() > kMostNames) {
    shown.push_back(fmt::format("and {} more", names.size() - kMostNames));
  }
  return joined(shown, ", ");
}

std::string row(std::string_view name, std::string_view words) {
  return fmt::format("| {} | {} |\n", name, words);
}

std::string loss_words(const Review& review) {
  std::vector<std::string> words;
  std::size_t count = 0;
  for (const LostThing& lost : review.losses) {
    if (lost.loss.state == LossState::kFresh || ++count > kMostNames) continue;
    words.push_back(
        fmt::format("{} ({})", markdown_code(lost.loss.name), emit::to_string(lost.loss.state)));
  }
  if (count == 0) return "nothing that was there before";
  if (count > kMostNames) words.push_back(fmt::format("and {} more", count - kMostNames));
  return "🔴 " + joined(words, ", ");
}

std::string waiting_words(const Review& review) {
  std::vector<std::string> words;
  const std::string mark = review.is_long ? "🔴 " : "🟠 ";
  if (!review.no_reads.empty())
    words.push_back(mark + "reads and writes of " + codes(review.no_reads));
  if (!review.no_writes.empty()) words.push_back(mark + "writes of " + codes(review.no_writes));
  if (words.empty()) return "nobody";
  return joined(words, "; ") + (review.is_long ? "; some of it while a table is worked on"
                                               : "; for a moment each, once the lock is had");
}

std::string work_words(const Review& review) {
  std::vector<std::string> words;
  if (!review.rewritten.empty()) words.push_back("🔴 rewritten: " + codes(review.rewritten));
  if (!review.scanned.empty()) words.push_back("🔴 gone through: " + codes(review.scanned));
  return words.empty() ? "none" : joined(words, "; ");
}

std::string way_back_words(const Review& review) {
  if (review.direction == versions::Direction::kDown) return "upgrade again; rows stay gone";
  if (!review.irreversible.empty()) return "🔴 no: irreversible " + codes(review.irreversible);
  if (!review.without_down.empty()) {
    return "🟠 not written: no down section in " + codes(review.without_down);
  }
  return "yes, every revision has a down section";
}

std::string findings_words(const Review& review) {
  const bool grave = review.errors > 0 && review.errors + review.warnings > review.about_names;
  std::string words =
      fmt::format("{}{}, {}, {}", grave ? "🔴 " : "", counted(review.errors, "error"),
                  counted(review.warnings, "warning"), counted(review.notes, "note"));
  if (review.about_names > 0) {
    words += fmt::format("; {} of them about names only", review.about_names);
  }
  if (review.on_ways_back > 0) words += fmt::format("; {} on the ways back", review.on_ways_back);
  return words;
}

std::string summary(const Review& review) {
  std::string text = fmt::format(
      "### {} from {} to {}\n\n| | |\n|---|---|\n",
      review.direction == versions::Direction::kUp ? "Upgrade" : "Downgrade",
      markdown_code(shortened(review.from, 200)), markdown_code(shortened(review.to, 200)));
  text += row("Data lost", loss_words(review));
  text += row("Who waits", waiting_words(review));
  text += row("Long work while they wait", work_words(review));
  text += row("Way back", way_back_words(review));
  text += row("Findings", findings_words(review));
  text += row("Plan", fmt::format("{}, {} outside transactions, for PostgreSQL {}",
                                  counts_line(review.totals),
                                  counted(review.outside_transactions, "step"), review.postgres));
  text +=
      row("Database", review.database.empty() ? "none was asked" : markdown_text(review.database));
  const std::vector<const StatementView*> risky = review.riskiest(kMostRisky);
  if (risky.empty()) return text;
  text += "\n**Look at these first**\n\n";
  for (const StatementView* statement : risky) {
    std::vector<std::string> reasons;
    for (std::size_t i = 0; i < statement->reasons.size() && i < 3; ++i) {
      reasons.push_back(markdown_text(shortened(statement->reasons[i], 200)));
    }
    text += fmt::format("1. {}: {}\n", markdown_code(shortened(statement->first_line, 120)),
                        joined(reasons, "; "));
  }
  return text;
}

std::string bullet(std::string_view name, const std::vector<std::string>& parts) {
  return parts.empty() ? "" : fmt::format("- {}: {}\n", name, joined(parts, ", "));
}

std::string facts(const StatementView& statement) {
  std::vector<std::string> losses;
  for (const StatedLoss& loss : statement.losses) {
    losses.push_back(fmt::format("{} ({})", markdown_code(loss.name), emit::to_string(loss.state)));
  }
  std::vector<std::string> locks;
  for (const LockView& lock : statement.locks) {
    if (lock.is_new || lock.blocks == Blocks::kNobody) continue;
    locks.push_back(
        fmt::format("{} of {} wait", to_string(lock.blocks), markdown_code(lock.relation)));
  }
  std::vector<std::string> work;
  for (const Work& each : statement.work) {
    if (each.is_new) continue;
    work.push_back(fmt::format("{} {}", to_string(each.kind), markdown_code(each.relation)));
  }
  std::vector<std::string> allows;
  for (const AllowView& allow : statement.allows) {
    allows.push_back(fmt::format("{} ({})", markdown_code(allow.rules),
                                 markdown_text(shortened(allow.reason, 300))));
  }
  return bullet("loses", losses) + bullet("locks", locks) + bullet("work", work) +
         bullet("allowed by the author", allows);
}

std::string diff_of(const SaferForm& form) {
  std::string lines;
  for (const SaferForm::Change& change : form.changes) {
    for (const std::string& line : change.removed) lines += "- " + line + "\n";
    for (const std::string& line : change.added) lines += "+ " + line + "\n";
  }
  return lines;
}

std::string findings(const std::vector<FindingView>& found) {
  std::string text;
  for (const FindingView& finding : found) {
    text += fmt::format("- **{}** {} ({}, line {})\n", ashlar::to_string(finding.severity),
                        markdown_prose(shortened(finding.message, 600)),
                        markdown_code(finding.rule), finding.line);
    if (!finding.help.empty()) {
      text += "  What to do: " + markdown_prose(shortened(finding.help, 600)) + "\n";
    }
  }
  for (const FindingView& finding : found) {
    for (const SaferForm& form : finding.fixes) {
      text += "\nSafer form: " + markdown_prose(shortened(form.message, 300)) + "\n" +
              markdown_block("diff", diff_of(form), kMostSqlHere);
    }
  }
  return text;
}

/// The step's title stands with its first statement.
std::vector<Part> parts_of(const RevisionView& revision) {
  std::vector<Part> parts;
  for (const StepView& step : revision.steps) {
    std::string title =
        fmt::format("\n**Step {}**, {}\n\n", step.number,
                    step.transactional ? "one transaction" : "outside a transaction");
    for (const StatementView& statement : step.statements) {
      parts.push_back({title + markdown_block("sql", statement.sql, kMostSqlHere) +
                           facts(statement) + findings(statement.findings) + "\n",
                       statement.risk});
      title.clear();
    }
  }
  return parts;
}

std::string way_back(const WayBackView& back) {
  switch (back.kind) {
    case WayBackKind::kWritten:
      return "\n**Way back**\n\n" + markdown_block("sql", back.sql, kMostSqlHere);
    case WayBackKind::kDerived:
    case WayBackKind::kIncomplete:
      return "\n**Way back**: not written; what would bring the schema back:\n\n" +
             markdown_block("sql", back.sql, kMostSqlHere);
    case WayBackKind::kIrreversible:
      return "\n**There is no way back**: " + markdown_text(shortened(back.reason, 600)) + "\n";
    case WayBackKind::kNotNeeded:
    case WayBackKind::kUpAgain:
      return "";
  }
  return "";
}

std::string folded(std::string_view title, std::string_view text) {
  return fmt::format("\n<details><summary>{}</summary>\n\n{}\n</details>\n", title, text);
}

Part folded_revision(const RevisionView& revision) {
  Part part;
  const std::vector<Part> statements = parts_of(revision);
  const std::vector<bool> fits = fitting(statements, kMostOfARevision);
  std::string text = findings(revision.findings);
  std::size_t left_out = 0;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    part.weight = std::max(part.weight, statements[i].weight);
    if (fits[i]) {
      text += statements[i].text;
    } else {
      ++left_out;
    }
  }
  if (left_out > 0) {
    text += fmt::format(
        "\n**{} of this revision are left out here**, those with the least to "
        "look at.\n",
        counted(left_out, "statement"));
  }
  part.text = folded(fmt::format("<code>{}</code> {}", revision.id,
                                 markdown_text(shortened(revision.message, 200))),
                     text + way_back(revision.way_back));
  return part;
}

std::string schema_lines(const SchemaChange& change) {
  std::string lines;
  for (const LinePair& pair : change.lines) {
    if (!pair.changed) {
      if (change.kind == SchemaChange::Kind::kChanged)
        lines += "  " + pair.after.value_or("") + "\n";
      continue;
    }
    if (pair.before) lines += "- " + *pair.before + "\n";
    if (pair.after) lines += "+ " + *pair.after + "\n";
  }
  return lines;
}

std::string schema_part(const Review& review) {
  if (review.schema.empty()) return "";
  std::string lines;
  for (const SchemaChange& change : review.schema) lines += schema_lines(change);
  return folded(
      fmt::format("Schema, before and after: {}", counted(review.schema.size(), "object")),
      markdown_block("diff", lines, kMostOfTheSchema));
}

std::string left_out_line(const std::vector<std::string>& ids) {
  return fmt::format(
      "\n**{} are left out here**, as a comment must be shorter; those with the most to look at "
      "are shown. Left out: {}. `--format html` shows all.\n",
      counted(ids.size(), "revision"), codes(ids));
}

}  // namespace

std::string review_markdown(const Review& review) {
  const std::string head = summary(review);
  const std::string tail = fmt::format("\nComputed by {}; {}\n", markdown_text(review.tool),
                                       markdown_code(review.fingerprint));
  constexpr std::size_t kForTheLine = 1'500;
  std::size_t budget = kMostBytes - std::min(kMostBytes, head.size() + tail.size() + kForTheLine);
  std::vector<Part> parts;
  for (const RevisionView& revision : review.revisions) parts.push_back(folded_revision(revision));
  const std::vector<bool> fits = fitting(parts, budget);
  std::string text = head;
  std::vector<std::string> left_out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (fits[i]) {
      text += parts[i].text;
      budget -= parts[i].text.size();
    } else {
      left_out.push_back(review.revisions[i].id);
    }
  }
  if (!left_out.empty()) text += left_out_line(left_out);
  const std::string schema = schema_part(review);
  if (schema.size() <= budget) {
    text += schema;
  } else {
    text += "\n**The schema before and after is left out here.**\n";
  }
  return text + tail;
}

}  // namespace ashlar::emit::review
