#include "grammar/annotations/layout.h"

#include <algorithm>
#include <array>
#include <string>

#include "grammar/annotations/meta_commands.h"
#include "grammar/annotations/scanner.h"
#include "grammar/annotations/words.h"

namespace ashlar::annotations {
namespace {

constexpr std::string_view kMark = "migrate:";
constexpr std::size_t kNoStatement = static_cast<std::size_t>(-1);

/// Where the mark ends in a comment, or npos.
std::size_t mark_end(std::string_view comment) {
  std::size_t at = std::min<std::size_t>(2, comment.size());
  while (at < comment.size() && (comment[at] == ' ' || comment[at] == '\t')) ++at;
  const std::string_view word = comment.substr(at, kMark.size());
  return lower_case(word) == kMark ? at + kMark.size() : std::string_view::npos;
}

/// Follows the words of one statement as far as its end depends on them. A semicolon ends none in
/// parentheses (CREATE RULE … DO (a; b)) or in the BEGIN ATOMIC body of a function; psql tells the
/// latter in the same way (identifier_count and begin_depth in psqlscan.l).
class StatementWords {
 public:
  void word(std::string_view text) {
    const std::string lower = lower_case(text);
    if (depth_ == 0 && count_ == 0) first_ = lower;
    if (count_ < 4 && (lower == "function" || lower == "procedure")) names_routine_ = true;
    if (first_ == "create" && names_routine_ && depth_ == 0) follow_body(lower);
    if (first_ == "copy" && depth_ == 0 && previous_ == "from" && lower == "stdin") copies_ = true;
    previous_ = lower;
    ++count_;
  }
  void other(TokenKind kind) {
    if (kind == TokenKind::kOpen) ++depth_;
    if (kind == TokenKind::kClose && depth_ > 0) --depth_;
    previous_.clear();
    ++count_;
  }
  [[nodiscard]] bool semicolon_ends() const { return depth_ == 0 && body_depth_ == 0; }
  [[nodiscard]] bool copies_from_stdin() const { return copies_; }

 private:
  void follow_body(const std::string& word) {
    if (word == "begin" || (word == "case" && body_depth_ > 0)) ++body_depth_;
    if (word == "end" && body_depth_ > 0) --body_depth_;
  }

  std::string first_;
  std::string previous_;
  std::size_t count_ = 0;
  std::size_t depth_ = 0;
  std::size_t body_depth_ = 0;
  bool names_routine_ = false;
  bool copies_ = false;
};

class Layout {
 public:
  explicit Layout(std::string_view text) : text_(text), scanner_(text) {}

  std::vector<Item> run() {
    for (Token token = scanner_.next(); token.kind != TokenKind::kEnd; token = scanner_.next()) {
      switch (token.kind) {
        case TokenKind::kLineComment:
          comment(token);
          break;
        case TokenKind::kBlockComment:
        case TokenKind::kEnd:
          break;
        case TokenKind::kMetaCommand:
          meta_command(token);
          break;
        case TokenKind::kSemicolon:
          semicolon(token);
          break;
        case TokenKind::kWord:
        case TokenKind::kQuoted:
        case TokenKind::kOpen:
        case TokenKind::kClose:
        case TokenKind::kOther:
          code(token);
          break;
      }
    }
    end_statement();
    return std::move(items_);
  }

 private:
  [[nodiscard]] bool inside() const { return statement_ != kNoStatement; }

  /// A line without the blanks at its end.
  [[nodiscard]] Span to_line_end(const Token& token) const {
    const Word word = trimmed(slice(text_, token.span), token.span.begin);
    return {token.span.begin, word.span.end};
  }

  /// From the start of the line where nothing else stands on it, else from the token itself.
  [[nodiscard]] std::uint32_t blank_from(const Item& item) const {
    return item.first_on_line ? before_blanks(text_, item.span.begin) : item.span.begin;
  }

  void comment(const Token& token) {
    const std::string_view text = slice(text_, token.span);
    if (!is_annotation(text)) return;
    Item item{ItemKind::kAnnotation, to_line_end(token), token.first_on_line, inside(), false, {}};
    if (token.first_on_line && starts_section(text)) {
      end_statement();
      item.inside_statement = false;
    }
    items_.push_back(item);
  }

  /// What is left unfinished before a section or `irreversible` ends there: the last semicolon of a
  /// section may be left out.
  static bool starts_section(std::string_view comment) {
    constexpr std::array<std::string_view, 5> kNames = {"up", "down", "verify", "seed",
                                                        "irreversible"};
    std::string_view name = annotation_text(comment);
    name = name.substr(0, name.find_first_of(" \t\r\f\v"));
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
  }

  void code(const Token& token) {
    if (!inside()) {
      statement_ = items_.size();
      items_.push_back({ItemKind::kStatement, token.span, token.first_on_line, false, false, {}});
      words_ = StatementWords();
    }
    items_[statement_].span.end = token.span.end;
    if (token.kind == TokenKind::kWord) {
      words_.word(slice(text_, token.span));
    } else {
      words_.other(token.kind);
    }
  }

  void semicolon(const Token& token) {
    if (!inside()) return;
    if (!words_.semicolon_ends()) {
      code(token);
      return;
    }
    Item& statement = items_[statement_];
    if (words_.copies_from_stdin()) {
      statement.not_sql = Span{blank_from(statement), token.span.end};
      if (const auto data = scanner_.skip_copy_data()) statement.not_sql->end = data->end;
    }
    end_statement();
  }

  void end_statement() {
    if (!inside()) return;
    Item& statement = items_[statement_];
    statement.copies_from_stdin = words_.copies_from_stdin();
    if (statement.copies_from_stdin && !statement.not_sql.has_value()) {
      statement.not_sql = Span{blank_from(statement), statement.span.end};
    }
    statement_ = kNoStatement;
  }

  void meta_command(const Token& token) {
    Item item{ItemKind::kMetaCommand, to_line_end(token), token.first_on_line, inside(), false, {}};
    const std::string_view line = slice(text_, item.span);
    item.not_sql = Span{blank_from(item), next_line(text_, token.span.end)};
    if (is_copy_from_stdin(line)) {
      if (const auto data = scanner_.skip_copy_data()) item.not_sql->end = data->end;
    }
    if (inside() && sends_statement(meta_command_name(line))) {
      Item& statement = items_[statement_];
      statement.not_sql = Span{blank_from(statement), item.not_sql->end};
      item.not_sql.reset();
      statement_ = kNoStatement;
    }
    items_.push_back(item);
  }

  std::string_view text_;
  Scanner scanner_;
  StatementWords words_;
  std::vector<Item> items_;
  std::size_t statement_ = kNoStatement;  ///< the unfinished statement's place in `items_`
};

}  // namespace

bool is_annotation(std::string_view text) { return mark_end(text) != std::string_view::npos; }

std::string_view annotation_text(std::string_view text) {
  const std::size_t end = mark_end(text);
  return end == std::string_view::npos ? std::string_view() : text.substr(end);
}

std::vector<Item> lay_out(std::string_view text) { return Layout(text).run(); }

}  // namespace ashlar::annotations
