#include "grammar/postgres/batches.h"

#include <algorithm>
#include <array>

#include "grammar/postgres/tokens.h"

namespace ashlar::postgres {
namespace {

bool is_word(std::string_view token, std::string_view upper) {
  return token.size() == upper.size() &&
         std::equal(token.begin(), token.end(), upper.begin(), [](char a, char b) {
           return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 32) : a) == b;
         });
}

/// Follows one statement to its end.
class StatementEnd {
 public:
  /// Takes the next lexeme; true where it is the `;` that ends the statement.
  bool ends_at(const Lexeme& lexeme, std::string_view token) {
    ++count_;
    if (lexeme.kind == LexemeKind::kWord) {
      see_word(token);
    } else {
      previous_is_begin_ = false;
      if (lexeme.kind == LexemeKind::kPunctuation) {
        const char c = token.front();
        if (c == ';') return blocks_ == 0 && (depth_ == 0 || !is_rule_);
        if (c == '(') ++depth_;
        if (c == ')' && depth_ > 0) --depth_;
      }
    }
    return false;
  }

 private:
  void see_word(std::string_view token) {
    // CREATE [OR REPLACE] { RULE | FUNCTION | PROCEDURE } …
    if (count_ == 1) creates_ = is_word(token, "CREATE");
    if (creates_ && (count_ == 2 || count_ == 4)) {
      is_rule_ = is_rule_ || is_word(token, "RULE");
      is_routine_ = is_routine_ || is_word(token, "FUNCTION") || is_word(token, "PROCEDURE");
    }
    if (!is_routine_) return;
    if (blocks_ == 0) {
      if (previous_is_begin_ && is_word(token, "ATOMIC")) blocks_ = 1;
    } else if (is_word(token, "CASE")) {
      ++blocks_;
    } else if (is_word(token, "END")) {
      --blocks_;
    }
    previous_is_begin_ = is_word(token, "BEGIN");
  }

  std::uint32_t count_ = 0;
  std::uint32_t depth_ = 0;
  std::uint32_t blocks_ = 0;
  bool creates_ = false;
  bool is_rule_ = false;
  bool is_routine_ = false;
  bool previous_is_begin_ = false;
};

/// Bounds the depth of the tree. Brackets and prefixes are bounded by the grammar's own stack; what
/// is not are chains that lean to the left (`1 + 1 + 1`, `a ISNULL ISNULL`), which take a token or
/// more a level, and JOIN and UNION. Commas, AND and OR keep chains apart: their lists are flat.
class ChainBound {
 public:
  void take(const Lexeme& lexeme, std::string_view token) {
    if (lexeme.kind == LexemeKind::kPunctuation) {
      take_punctuation(token);
    } else if (lexeme.kind == LexemeKind::kWord) {
      take_word(token);
    } else {
      add();
    }
    peak_ = std::max(peak_, total_ + joins_);
  }
  [[nodiscard]] std::uint32_t peak() const { return peak_; }

 private:
  /// What stands between two brackets, or between CASE and END.
  struct Level {
    std::uint32_t links = 0;
    std::uint32_t betweens = 0;  ///< BETWEEN whose AND is still to come
    bool is_case = false;
  };

  void take_punctuation(std::string_view token) {
    if (token == "(" || token == "[") {
      open(false);
    } else if (token == ")" || token == "]") {
      close();
    } else if (token == "," || token == ";") {
      cut();
    } else {
      add();
    }
  }

  void take_word(std::string_view token) {
    constexpr std::array<std::string_view, 4> kJoins = {"JOIN", "UNION", "EXCEPT", "INTERSECT"};
    add();
    if (token.size() > 9) return;
    const auto is = [token](std::string_view word) { return is_word(token, word); };
    Level& level = levels_.back();
    if (std::any_of(kJoins.begin(), kJoins.end(), is)) {
      ++joins_;
      cut();
    } else if (is("CASE") || is("ATOMIC")) {
      open(true);
    } else if (is("END")) {
      if (level.is_case) close();
    } else if (is("BETWEEN")) {
      ++level.betweens;
    } else if (is("AND") && level.betweens > 0) {
      --level.betweens;
    } else if (is("AND") || is("OR") || (level.is_case && (is("WHEN") || is("THEN")))) {
      cut();
    }
  }

  void add() {
    ++levels_.back().links;
    ++total_;
  }
  void cut() {
    total_ -= levels_.back().links;
    levels_.back() = {0, 0, levels_.back().is_case};
  }
  void open(bool is_case) {
    levels_.push_back({0, 0, is_case});
    add();
  }
  void close() {
    if (levels_.size() == 1) return;
    total_ -= levels_.back().links;
    levels_.pop_back();
    add();
  }

  std::vector<Level> levels_ = {{}};
  std::uint32_t total_ = 0;
  std::uint32_t joins_ = 0;
  std::uint32_t peak_ = 0;
};

std::uint32_t chain_bound(std::string_view text, const std::vector<Lexeme>& lexemes,
                          const Piece& piece) {
  // Nearly all statements are too short to be deep.
  const std::size_t count = piece.last - piece.first;
  if (count < BatchReader::kShortStatement) return static_cast<std::uint32_t>(count);
  ChainBound chain;
  for (std::size_t i = piece.first; i < piece.last; ++i) {
    chain.take(lexemes[i], slice(text, lexemes[i].span));
  }
  return chain.peak();
}

}  // namespace

BatchReader::BatchReader(std::string_view text, Span body)
    : text_(text), lexer_(text, body.begin, body.end), end_(body.end) {}

bool BatchReader::read_piece(Batch& batch) {
  Piece piece;
  piece.text.begin = lexer_.position();
  piece.first = batch.lexemes.size();
  StatementEnd end;
  while (const std::optional<Lexeme> lexeme = lexer_.next()) {
    const std::string_view token = slice(text_, lexeme->span);
    if (end.ends_at(*lexeme, token)) {
      piece.text.end = lexeme->span.begin;
      break;
    }
    batch.lexemes.push_back(*lexeme);
    batch.has_continued_strings = batch.has_continued_strings || lexeme->continued;
    piece.text.end = end_;
  }
  piece.last = batch.lexemes.size();
  piece.chain = chain_bound(text_, batch.lexemes, piece);
  if (piece.first == piece.last) return lexer_.position() < end_;
  batch.pieces.push_back(piece);
  return lexer_.position() < end_;
}

std::optional<Batch> BatchReader::next() {
  if (lexer_.position() >= end_) return std::nullopt;
  Batch batch;
  batch.text.begin = lexer_.position();
  while (read_piece(batch) && lexer_.position() - batch.text.begin < kBatchBytes) {
  }
  batch.text.end = lexer_.position();
  return batch;
}

}  // namespace ashlar::postgres
