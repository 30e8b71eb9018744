// Whatever bytes a file holds, reading it ends, and what comes out fits the file. Seeded, so a
// failure comes back.

#include <algorithm>
#include <gtest/gtest.h>
#include <random>

#include "tests/grammar/annotations_reading.h"

namespace ashlar::annotations {
namespace {

using test::Reading;

std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> kPieces = {"-- migrate:up\n",
                                                   "-- migrate:down transaction:false\n",
                                                   "-- migrate:verify\n",
                                                   "-- migrate:irreversible x\n",
                                                   "-- migrate:revision 4c1d\n",
                                                   "-- migrate:revises a, ,b\n",
                                                   "-- migrate:allow a-b -- c\n",
                                                   "-- migrate:allow\n",
                                                   "-- migrate:timeout lock=2s lock=x\n",
                                                   "-- migrate:effect SELECT 1\n",
                                                   "-- migrate:transaction off\n",
                                                   "-- migrate:upp",
                                                   "-- migrate:",
                                                   "--migrate: up",
                                                   "COPY t FROM stdin;\n",
                                                   "\\.\n",
                                                   "\\i x\n",
                                                   "\\gset\n",
                                                   "\\copy t from stdin\n",
                                                   "SELECT 1;\n",
                                                   "SELECT ",
                                                   "(",
                                                   ")",
                                                   ";",
                                                   "'",
                                                   "\"",
                                                   "$$",
                                                   "$a$",
                                                   "E'",
                                                   "\\",
                                                   "/*",
                                                   "*/",
                                                   "--",
                                                   "\n",
                                                   "\r\n",
                                                   "\r",
                                                   "\t",
                                                   " ",
                                                   "\xEF\xBB\xBF",
                                                   "\xC3\xA4",
                                                   "\xFF",
                                                   std::string(1, '\0'),
                                                   "CREATE FUNCTION f() BEGIN ATOMIC ",
                                                   "END",
                                                   "created",
                                                   "-- migrate:created 2026-11-22T09:30:00Z\n"};
  std::string text;
  const std::size_t count = random() % 24;
  for (std::size_t i = 0; i < count; ++i) text += kPieces[random() % kPieces.size()];
  return text;
}

/// Null where all is well.
const char* what_does_not_fit(const Reading& reading) {
  const auto size = static_cast<std::uint32_t>(reading.source.text.size());
  const auto inside = [&](Span span) { return span.begin <= span.end && span.end <= size; };
  for (const Diagnostic& diagnostic : reading.diagnostics) {
    if (!inside(diagnostic.location.span)) return "a finding";
    if (diagnostic.message.empty() || diagnostic.message.ends_with('.')) return "a message";
    for (const Note& note : diagnostic.notes) {
      if (!note.location || !inside(note.location->span)) return "a note";
    }
    for (const Fix& fix : diagnostic.fixes) {
      for (const Edit& edit : fix.edits) {
        if (!inside(edit.location.span)) return "a fix";
      }
    }
  }
  std::uint32_t end = 0;
  for (const Section& section : reading.file.sections) {
    if (!inside(section.annotation) || !inside(section.body)) return "a section";
    if (section.annotation.begin < end || section.body.begin < section.annotation.end) {
      return "the order of sections";
    }
    end = section.body.end;
    for (const StatementAnnotations& bound : section.statement_annotations) {
      if (bound.span.begin < section.body.begin || bound.span.end > section.body.end) {
        return "an annotation outside its section";
      }
    }
  }
  for (std::size_t i = 0; i < reading.file.not_sql.size(); ++i) {
    if (!inside(reading.file.not_sql[i])) return "not_sql";
    if (i > 0 && reading.file.not_sql[i].begin <= reading.file.not_sql[i - 1].end) {
      return "the order of not_sql";
    }
  }
  const bool has_up =
      std::any_of(reading.file.sections.begin(), reading.file.sections.end(),
                  [](const Section& section) { return section.kind == SectionKind::kUp; });
  if (!has_up && reading.diagnostics.empty()) return "silence about a file without an up";
  return nullptr;
}

TEST(AnyBytes, AreReadAndWhatComesOutFits) {
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    const Reading reading(random_text(random));
    const char* problem = what_does_not_fit(reading);
    ASSERT_EQ(problem, nullptr) << problem << " in "
                                << ::testing::PrintToString(reading.source.text);
  }
}

TEST(AnyBytes, OutsideASectionAreMendedByTheSafeFix) {
  std::mt19937 random(2);
  int mended = 0;
  for (int i = 0; i < 20'000; ++i) {
    const Reading reading(random_text(random));
    for (const Diagnostic& diagnostic : reading.diagnostics) {
      if (diagnostic.rule != "statement-outside-section" || diagnostic.fixes.empty() ||
          !diagnostic.fixes[0].safe) {
        continue;
      }
      const Edit& edit = diagnostic.fixes[0].edits[0];
      std::string text = reading.source.text;
      text.insert(edit.location.span.begin, edit.text);
      const Reading again(text);
      ASSERT_FALSE(again.file.sections.empty()) << ::testing::PrintToString(text);
      ASSERT_EQ(again.file.sections.size(), reading.file.sections.size() + 1);
      ++mended;
    }
  }
  EXPECT_GT(mended, 1000);
}

}  // namespace
}  // namespace ashlar::annotations
