#include "runtime/database/target.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <memory>
#include <random>

#include "grammar/text/nearest.h"

namespace ashlar::runtime::database {
namespace {

constexpr const char* kConnectTimeoutSeconds = "10";

using ParsedOptions = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

bool is_secret(std::string_view keyword) {
  return keyword == "password" || keyword == "sslpassword" || keyword == "oauth_client_secret";
}

/// libpq quotes the piece of the string that it stumbled over, and that piece may be the password.
/// Keeps what stands before it; a quoted single character gives nothing away.
std::string without_quoted_input(std::string_view message) {
  std::size_t at = 0;
  while (true) {
    const std::size_t quote = message.find('"', at);
    if (quote == std::string_view::npos) break;
    if (quote + 2 >= message.size() || message[quote + 2] != '"') {
      return std::string(message.substr(0, quote)) + "…";
    }
    at = quote + 3;
  }
  std::string whole(message);
  while (!whole.empty() && whole.back() == '\n') whole.pop_back();
  return whole;
}

/// The keyword that was meant, where libpq's message quotes one that it does not know. Only a
/// keyword of libpq's own is ever said, never the user's word.
std::string meant_keyword(std::string_view message) {
  const std::size_t begin = message.find('"');
  const std::size_t end = message.rfind('"');
  if (begin == std::string_view::npos || end <= begin + 1) return {};
  const ParsedOptions options(PQconndefaults(), &PQconninfoFree);
  std::vector<std::string_view> keywords;
  for (const PQconninfoOption* option = options.get();
       option != nullptr && option->keyword != nullptr; ++option) {
    keywords.emplace_back(option->keyword);
  }
  return std::string(nearest(message.substr(begin + 1, end - begin - 1), keywords).value_or(""));
}

Error unreadable(std::string_view message) {
  Error error;
  error.code = ErrorCode::kUsage;
  error.message = "the database url cannot be read: " + without_quoted_input(message);
  const std::string meant = meant_keyword(message);
  if (!meant.empty()) error.detail = fmt::format("did you mean `{}`?\n", meant);
  error.detail +=
      "write it as `postgresql://user@host:5432/database` or `host=… dbname=… user=…`; characters "
      "such as `@`, `/`, `%` and blanks in a URI's password are written as `%40`, `%2F`, `%25`, "
      "`%20`";
  return error;
}

bool has(const Target& target, std::string_view keyword) {
  return std::any_of(target.parameters.begin(), target.parameters.end(),
                     [&](const auto& parameter) { return parameter.first == keyword; });
}

void put(Target& target, const std::string& keyword, const std::string& value) {
  for (auto& parameter : target.parameters) {
    if (parameter.first == keyword) {
      parameter.second = value;
      return;
    }
  }
  target.parameters.emplace_back(keyword, value);
}

bool is_word(char byte) { return std::isalnum(static_cast<unsigned char>(byte)) != 0; }

/// Very short secrets are replaced as whole words only: a password `a` must not turn the rest of
/// the message into stars.
bool stands_alone(const std::string& text, std::size_t at, std::size_t length) {
  constexpr std::size_t kShort = 4;
  if (length >= kShort) return true;
  const bool before = at == 0 || !is_word(text[at - 1]);
  const bool after = at + length >= text.size() || !is_word(text[at + length]);
  return before && after;
}

}  // namespace

Result<Target> read_target(const std::string& url, const std::string& application_name) {
  Target target;
  if (!url.empty()) {
    char* message = nullptr;
    const ParsedOptions options(PQconninfoParse(url.c_str(), &message), &PQconninfoFree);
    const std::unique_ptr<char, decltype(&PQfreemem)> owned(message, &PQfreemem);
    if (!options) return unreadable(message == nullptr ? "out of memory" : message);
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
      if (option->val == nullptr) continue;
      target.parameters.emplace_back(option->keyword, option->val);
      if (is_secret(option->keyword) && *option->val != '\0') {
        target.secrets.emplace_back(option->val);
      }
    }
  }
  put(target, "application_name", application_name);
  put(target, "client_encoding", "UTF8");
  if (!has(target, "connect_timeout") && std::getenv("PGCONNECT_TIMEOUT") == nullptr) {
    put(target, "connect_timeout", kConnectTimeoutSeconds);
  }
  return target;
}

Target with_database(Target target, const std::string& database) {
  put(target, "dbname", database);
  return target;
}

std::string without_secrets(std::string text, const std::vector<std::string>& secrets) {
  constexpr std::string_view kStars = "***";
  for (const std::string& secret : secrets) {
    if (secret.empty()) continue;
    for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at)) {
      if (stands_alone(text, at, secret.size())) {
        text.replace(at, secret.size(), kStars);
        at += kStars.size();
      } else {
        ++at;
      }
    }
  }
  return text;
}

std::string random_run_name(const std::string& name) {
  std::random_device device;
  std::uniform_int_distribution<std::uint64_t> digits(0, 0xFFFFFFFFFFFFULL);
  return fmt::format("{}/{:012x}", name, digits(device));
}

}  // namespace ashlar::runtime::database
