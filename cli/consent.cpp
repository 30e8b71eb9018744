#include "cli/consent.h"

#include <fmt/format.h>

namespace ashlar::cli {
namespace {

Error declined(std::string message, std::string advice) {
  return {ErrorCode::kDeclined, std::move(message), "", std::move(advice), 0};
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
    text.remove_suffix(1);
  }
  return text;
}

/// `public.products` stands for `table public.products`.
bool names(std::string_view typed, std::string_view loss) {
  const std::size_t blank = loss.find(' ');
  return typed == loss || (blank != std::string_view::npos && typed == loss.substr(blank + 1));
}

}  // namespace

Status ask_consent(std::string_view question, Assume assume, Console& console) {
  if (assume == Assume::kYes) return {};
  if (!console.can_ask()) {
    return declined("nothing was done: it needs a yes, and there is no terminal to ask at",
                    "`--yes` says it on the command line");
  }
  const std::optional<std::string> answer = console.ask(fmt::format("{} [y/N] ", question));
  const std::string_view word = answer.has_value() ? trimmed(*answer) : "";
  if (word == "y" || word == "Y" || word == "yes" || word == "Yes") return {};
  return declined("nothing was done: you said no", "");
}

Status ask_losses(const std::vector<std::string>& losses, Assume assume, Console& console) {
  if (losses.empty()) return {};
  if (assume == Assume::kYes || !console.can_ask()) {
    return declined("nothing was done: the plan loses what no file allows it to lose",
                    fmt::format("{}\n`-- migrate:allow RULE -- REASON` in the file allows it, or "
                                "`--allow-loss` on the command line",
                                fmt::join(losses, "\n")));
  }
  console.warning("this cannot be had back:", fmt::format("{}", fmt::join(losses, "\n")));
  for (const std::string& loss : losses) {
    const std::optional<std::string> typed =
        console.ask(fmt::format("type `{}` to lose it: ", loss.substr(loss.find(' ') + 1)));
    if (!typed.has_value() || !names(trimmed(*typed), loss)) {
      return declined(fmt::format("nothing was done: {} was not confirmed", loss), "");
    }
  }
  return {};
}

}  // namespace ashlar::cli
