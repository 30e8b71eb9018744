#include "grammar/annotations/meta_commands.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "grammar/annotations/words.h"

namespace ashlar::annotations {
namespace {

struct Advice {
  std::string_view names;  ///< blank before and after each
  std::string_view text;
};

constexpr std::array<Advice, 14> kAdvice = {{
    {" i ir include include_relative ",
     "put the file's statements here, or make a revision of its own of them"},
    {" copy ", "use INSERT for a few rows, or COPY … FROM a file on the server"},
    {" set unset gset prompt getenv ",
     "psql's variables do not exist here: write the values out, or compute them in a DO block"},
    {" c connect ",
     "a revision runs in the database that it is applied to: keep one history for each database"},
    {" if elif else endif ", "use IF in a DO block, or two revisions"},
    {" echo qecho warn ", "write a comment, or RAISE NOTICE in a DO block"},
    {" gexec ", "use EXECUTE in a DO block, with `-- migrate:effect` to say what it does"},
    {" g gx gdesc crosstabview watch ; ", "end the statement with a semicolon"},
    {" ! cd setenv ", "run what belongs to the shell outside of the history"},
    {" encoding ", "save the file as UTF-8, the one encoding that revisions have"},
    {" lo_import lo_export lo_unlink lo_list ",
     "use the server's functions lo_from_bytea, lo_get and lo_unlink"},
    {" password ", "use ALTER ROLE … PASSWORD, with a secret that is not in the history"},
    {" sf sv ef ev e edit p print r reset w write s ",
     "remove the line: it belongs to a session at the terminal"},
    {" . ",
     "it ends the data of a COPY … FROM stdin, and there is none before it: remove the line"},
}};

std::string_view arguments_of(std::string_view line) {
  line.remove_prefix(1 + meta_command_name(line).size());
  return line;
}

}  // namespace

std::string_view meta_command_name(std::string_view line) {
  line.remove_prefix(1);
  if (line.empty()) return line;
  const auto is_letter = [](char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
  };
  if (!is_letter(line.front())) return line.substr(0, 1);
  const auto end = std::find_if_not(line.begin(), line.end(), [&](char c) {
    return is_letter(c) || c == '+' || std::isdigit(static_cast<unsigned char>(c)) != 0;
  });
  return line.substr(0, static_cast<std::size_t>(end - line.begin()));
}

std::string meta_command_advice(std::string_view line) {
  const std::string_view name = meta_command_name(line);
  if (name == "set" && arguments_of(line).find("ON_ERROR_STOP") != std::string_view::npos) {
    return "remove the line: a revision always stops at its first error";
  }
  std::string padded = " ";
  padded += name;
  padded += ' ';
  for (const Advice& advice : kAdvice) {
    if (!name.empty() && advice.names.find(padded) != std::string_view::npos) {
      return std::string(advice.text);
    }
  }
  return "remove the line: it only tells psql what to show";
}

bool sends_statement(std::string_view name) {
  constexpr std::array<std::string_view, 8> kSenders = {"g",     "gx",           "gset",  "gexec",
                                                        "gdesc", "crosstabview", "watch", ";"};
  return std::find(kSenders.begin(), kSenders.end(), name) != kSenders.end();
}

bool is_copy_from_stdin(std::string_view line) {
  if (meta_command_name(line) != "copy") return false;
  std::string previous;
  for (const Word& word : split_words(trimmed(lower_case(arguments_of(line)), 0), ' ')) {
    if (word.text.empty()) continue;
    if (previous == "from" && (word.text == "stdin" || word.text == "pstdin")) return true;
    previous = word.text;
  }
  return false;
}

bool is_harmless(std::string_view name) { return name == "restrict" || name == "unrestrict"; }

}  // namespace ashlar::annotations
