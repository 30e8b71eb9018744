#include "grammar/postgres/scanner.h"

#include <algorithm>
#include <optional>
#include <pg_query.h>
#include <string>
#include <vector>

#include "grammar/postgres/parser.h"
#include "grammar/postgres/syntax_error.h"

namespace ashlar::postgres {
namespace {

/// A token as libpg_query's protobuf has it (pg_query.proto, message ScanToken).
struct RawToken {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  std::uint64_t keyword = 0;
};

/// Reads protobuf's wire format as far as ScanResult needs it: that is shorter than unpacking with
/// a library, and knows no token numbers, which change from version to version.
class Wire {
 public:
  explicit Wire(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool at_end() const { return at_ >= bytes_.size(); }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !at_end(); shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if ((byte & 0x80U) == 0) break;
    }
    return value;
  }
  std::string_view bytes() {
    const std::size_t length = std::min<std::size_t>(varint(), bytes_.size() - at_);
    const std::string_view field = bytes_.substr(at_, length);
    at_ += length;
    return field;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

RawToken raw_token(std::string_view message) {
  // Field numbers, shifted by the wire type.
  constexpr std::uint64_t kStart = 1U << 3;
  constexpr std::uint64_t kEnd = 2U << 3;
  constexpr std::uint64_t kKeyword = 5U << 3;
  RawToken token;
  Wire wire(message);
  while (!wire.at_end()) {
    const std::uint64_t tag = wire.varint();
    const std::uint64_t value = wire.varint();
    if (tag == kStart) token.start = static_cast<std::uint32_t>(value);
    if (tag == kEnd) token.end = static_cast<std::uint32_t>(value);
    if (tag == kKeyword) token.keyword = value;
  }
  return token;
}

/// A result of pg_query_scan, freed.
class ScanResult {
 public:
  explicit ScanResult(const std::string& sql) : result_(pg_query_scan(sql.c_str())) {}
  ScanResult(const ScanResult&) = delete;
  ScanResult& operator=(const ScanResult&) = delete;
  ~ScanResult() { pg_query_free_scan_result(result_); }

  /// The character, from 1, at which the scanner gave up.
  [[nodiscard]] std::optional<int> error() const {
    if (result_.error == nullptr) return std::nullopt;
    return result_.error->cursorpos;
  }
  [[nodiscard]] std::vector<RawToken> tokens() const {
    constexpr std::uint64_t kTokens = (2U << 3) | 2U;
    std::vector<RawToken> list;
    if (result_.error != nullptr) return list;
    Wire wire({result_.pbuf.data, result_.pbuf.len});
    while (!wire.at_end()) {
      if (wire.varint() == kTokens) {
        list.push_back(raw_token(wire.bytes()));
      } else {
        (void)wire.varint();
      }
    }
    return list;
  }

 private:
  PgQueryScanResult result_;
};

bool is_decimal(char c) { return c >= '0' && c <= '9'; }

Token::Kind token_kind(std::string_view text, std::uint64_t keyword) {
  if (keyword != 0) return Token::Kind::kKeyword;
  const char first = text.front();
  const char last = text.back();
  if (last == '"' && (first == '"' || first == 'u' || first == 'U'))
    return Token::Kind::kIdentifier;
  if (last == '\'') return Token::Kind::kString;
  if (first == '$') {
    if (text.size() > 1)
      return is_decimal(text[1]) ? Token::Kind::kParameter : Token::Kind::kString;
    return Token::Kind::kPunctuation;
  }
  if (is_decimal(first) || (first == '.' && text.size() > 1 && is_decimal(text[1]))) {
    return Token::Kind::kNumber;
  }
  if (text.size() == 1 && std::string_view("()[],;.:\\").find(first) != std::string_view::npos) {
    return Token::Kind::kPunctuation;
  }
  const bool word = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') ||
                    first == '_' || static_cast<unsigned char>(first) >= 0x80;
  return word ? Token::Kind::kIdentifier : Token::Kind::kOperator;
}

}  // namespace

KeywordClass keyword_class(std::string_view word) {
  const std::vector<RawToken> tokens = ScanResult(std::string(word)).tokens();
  if (tokens.size() != 1 || tokens[0].start != 0 || tokens[0].end != word.size()) {
    return KeywordClass::kNone;
  }
  return static_cast<KeywordClass>(std::min<std::uint64_t>(tokens[0].keyword, 4));
}

std::vector<Token> scan(std::string_view sql, std::uint32_t base) {
  std::string text(sql.substr(0, sql.find('\0')));
  // One bad token and the scanner gives nothing: ask again for what stands before it. An error in
  // the middle of a token leaves an open token, which is the next error, further in front.
  std::vector<RawToken> raw;
  for (;;) {
    const ScanResult result(text);
    const std::optional<int> error = result.error();
    if (!error) {
      raw = result.tokens();
      break;
    }
    const std::uint32_t at = byte_of_character(text, *error);
    text.resize(at < text.size() ? at : 0);
  }
  std::vector<Token> tokens;
  tokens.reserve(raw.size());
  for (const RawToken& token : raw) {
    const std::string_view spelled = slice(text, {token.start, token.end});
    if (spelled.empty() || spelled.starts_with("--") || spelled.starts_with("/*")) continue;
    tokens.push_back({{base + token.start, base + token.end}, token_kind(spelled, token.keyword)});
  }
  return tokens;
}

}  // namespace ashlar::postgres
