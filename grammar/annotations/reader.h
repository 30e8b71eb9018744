#pragma once

// The second pass over a file: what its annotations mean. Private to grammar/annotations; callers
// use `read` of annotations.h.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/annotations/annotations.h"
#include "grammar/annotations/layout.h"

namespace ashlar::annotations {

/// An annotation taken apart: `-- migrate:NAME REST`.
struct Line {
  Span span;
  Word name;
  Word rest;
};

/// Reads one file, top to bottom, once.
class Reader {
 public:
  Reader(FileId id, const SourceFile& file, Diagnostics& diagnostics)
      : id_(id), text_(file.text), diagnostics_(diagnostics) {}

  [[nodiscard]] AnnotatedFile run();

 private:
  enum class Place { kHeader, kSection, kAfterIrreversible };
  enum class Belongs { kHeader, kSection, kHeaderOrSection, kAnywhere };
  struct Known {
    std::string_view name;
    Belongs belongs;
    void (Reader::*read)(const Line&);
  };
  static const std::vector<Known>& known_annotations();
  static const Known* find_known(std::string_view name);
  static std::optional<std::string_view> nearest_name(std::string_view name);

  // reader.cpp: the file as a whole
  [[nodiscard]] bool check_encoding();
  void read_items();
  void read_statement(std::size_t item);
  void read_meta_command(const Item& item);
  void read_annotation(const Item& item);
  void report_unknown(const Line& line);
  [[nodiscard]] bool check_place(const Known& known, const Item& item, const Line& line);
  void report_outside_section(std::size_t item);
  [[nodiscard]] bool header_goes_on_after(std::size_t item) const;
  void finish_section(std::uint32_t end);
  void finish_file();
  [[nodiscard]] Line take_apart(Span span) const;
  Diagnostic& report(std::string rule, Span span, std::string message, std::string help);
  /// True, with a diagnostic, where `first` says that the annotation stood before.
  bool is_duplicate(const Line& line, const std::optional<Span>& first);
  [[nodiscard]] bool has_text(const Line& line, std::string_view what);

  // read_header.cpp: what stands before the first section
  void read_revision(const Line& line);
  void read_revises(const Line& line);
  void read_created(const Line& line);
  void read_message(const Line& line);
  void read_labels(const Line& line);
  void read_depends(const Line& line);
  [[nodiscard]] bool is_first_in_header(const Line& line);
  [[nodiscard]] std::vector<Word> read_ids(const Line& line, std::string_view what);

  // read_section.cpp: sections and what stands in them
  void read_up(const Line& line);
  void read_down(const Line& line);
  void read_verify(const Line& line);
  void read_seed(const Line& line);
  void read_single(const Line& line, SectionKind kind);
  void start_section(const Line& line, SectionKind kind);
  void read_options(const Line& line);
  void read_irreversible(const Line& line);
  void check_way_back(const Line& line);
  void read_transaction(const Line& line);
  void set_transaction(const Word& value, Span span);
  void read_allow(const Line& line);
  void read_timeout(const Line& line);
  void read_timeout_setting(const Word& setting, Timeouts& timeouts,
                            std::map<std::string, Span>& seen);
  void read_effect(const Line& line);
  void read_batch(const Line& line);
  void read_batch_setting(const Word& setting, Batch& batch, std::map<std::string, Span>& seen);
  StatementAnnotations& pending(const Line& line);

  FileId id_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  std::vector<Item> items_;
  AnnotatedFile out_;
  Place place_ = Place::kHeader;
  std::map<std::string, Span> header_lines_;  ///< header annotations read so far, by name
  std::optional<Span> irreversible_line_;
  /// What waits for the next statement.
  std::optional<StatementAnnotations> pending_;
  std::map<std::string, Span> pending_timeouts_;
  std::map<std::string, Span> section_timeouts_;
  bool section_has_statements_ = false;
  bool reported_outside_ = false;  ///< once in the header, once after `irreversible`
  bool up_is_missing_reported_ = false;
};

}  // namespace ashlar::annotations
