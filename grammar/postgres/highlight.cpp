#include "grammar/postgres/highlight.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "grammar/postgres/lexer.h"
#include "grammar/postgres/scanner.h"

namespace ashlar::postgres {
namespace {

bool is_only_blanks(std::string_view text) {
  return text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

std::string lower_case_of(std::string_view word) {
  std::string lower(word);
  for (char& letter : lower) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return lower;
}

bool has_lower_case(std::string_view word) {
  return std::any_of(word.begin(), word.end(),
                     [](char letter) { return letter >= 'a' && letter <= 'z'; });
}

/// The text between the tags of a string in dollar quotes that goes over several lines: a body.
std::optional<Span> body_of(std::string_view text, Span string) {
  const std::string_view token = slice(text, string);
  if (token.empty() || token.front() != '$') return std::nullopt;
  const std::size_t tag = token.find('$', 1) + 1;
  const bool is_closed =
      tag > 0 && token.size() >= 2 * tag && token.ends_with(token.substr(0, tag));
  if (!is_closed || token.find('\n') == std::string_view::npos) return std::nullopt;
  const auto length = static_cast<std::uint32_t>(tag);
  return Span{string.begin + length, string.end - length};
}

class Highlighter {
 public:
  explicit Highlighter(std::string_view text) : text_(text) {}

  std::vector<Highlight> run() {
    read({0, static_cast<std::uint32_t>(text_.size())}, kDeepest);
    return std::move(pieces_);
  }

 private:
  /// A body may hold a body (EXECUTE of a text in dollar quotes); nobody needs more.
  static constexpr int kDeepest = 3;

  void read(Span range, int depth) {
    Lexer lexer(text_, range.begin, range.end);
    std::uint32_t at = range.begin;
    std::string_view before;
    bool lower_style = false;
    bool is_first = true;
    while (const std::optional<Lexeme> lexeme = lexer.next()) {
      gap({at, lexeme->span.begin});
      const std::string_view word = slice(text_, lexeme->span);
      if (is_first && lexeme->kind == LexemeKind::kWord) {
        lower_style = has_lower_case(word);
        is_first = false;
      }
      token(*lexeme, before, lower_style, depth);
      before = word;
      at = lexeme->span.end;
    }
    gap({at, range.end});
  }

  void token(const Lexeme& lexeme, std::string_view before, bool lower_style, int depth) {
    switch (lexeme.kind) {
      case LexemeKind::kWord:
        add(lexeme.span, is_keyword(lexeme.span, before, lower_style) ? HighlightKind::kKeyword
                                                                      : HighlightKind::kPlain);
        return;
      case LexemeKind::kString:
        string(lexeme.span, depth);
        return;
      case LexemeKind::kNumber:
        add(lexeme.span, HighlightKind::kLiteral);
        return;
      case LexemeKind::kOpenComment:
        add(lexeme.span, HighlightKind::kComment);
        return;
      case LexemeKind::kQuotedIdentifier:
      case LexemeKind::kParameter:
      case LexemeKind::kOperator:
      case LexemeKind::kPunctuation:
        add(lexeme.span, HighlightKind::kPlain);
        return;
    }
  }

  void string(Span span, int depth) {
    const std::optional<Span> body = depth > 0 ? body_of(text_, span) : std::nullopt;
    if (!body) return add(span, HighlightKind::kLiteral);
    add({span.begin, body->begin}, HighlightKind::kLiteral);
    read(*body, depth - 1);
    add({body->end, span.end}, HighlightKind::kLiteral);
  }

  bool is_keyword(Span span, std::string_view before, bool lower_style) const {
    const std::string_view word = slice(text_, span);
    const bool is_part_of_name =
        before == "." || (span.end < text_.size() && text_[span.end] == '.');
    if (is_part_of_name) return false;
    switch (keyword_class(lower_case_of(word))) {
      case KeywordClass::kNone:
        return false;
      case KeywordClass::kReserved:
      case KeywordClass::kTypeOrFunction:
        return true;
      case KeywordClass::kUnreserved:
      case KeywordClass::kColumnName:
        // Behind a bracket or a comma stands rather a name: (name, value).
        return lower_style ? before != "(" && before != "," : !has_lower_case(word);
    }
    return false;
  }

  /// What the lexer leaves out: blanks, and comments from the first mark to the last letter.
  void gap(Span span) {
    const std::string_view text = slice(text_, span);
    if (is_only_blanks(text)) return add(span, HighlightKind::kPlain);
    const auto first = static_cast<std::uint32_t>(text.find_first_not_of(" \t\r\n\f\v"));
    const auto last = static_cast<std::uint32_t>(text.find_last_not_of(" \t\r\n\f\v")) + 1;
    add({span.begin, span.begin + first}, HighlightKind::kPlain);
    add({span.begin + first, span.begin + last}, HighlightKind::kComment);
    add({span.begin + last, span.end}, HighlightKind::kPlain);
  }

  void add(Span span, HighlightKind kind) {
    if (span.empty()) return;
    if (!pieces_.empty() && pieces_.back().kind == kind) {
      pieces_.back().span.end = span.end;
      return;
    }
    // Keywords with nothing but blanks between them are one piece.
    const std::size_t count = pieces_.size();
    const bool joins = kind == HighlightKind::kKeyword && count >= 2 &&
                       pieces_[count - 2].kind == kind && pieces_[count - 1].span.size() == 1 &&
                       is_only_blanks(slice(text_, pieces_[count - 1].span));
    if (joins) {
      pieces_.pop_back();
      pieces_.back().span.end = span.end;
      return;
    }
    pieces_.push_back({span, kind});
  }

  std::string_view text_;
  std::vector<Highlight> pieces_;
};

}  // namespace

std::vector<Highlight> highlights_of(std::string_view sql) { return Highlighter(sql).run(); }

}  // namespace ashlar::postgres
