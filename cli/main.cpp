#include <string>
#include <utility>
#include <vector>

#include "cli/dispatch.h"
#include "cli/process_title.h"

int main(int count, char** words) {
  std::vector<std::string> copied(words + 1, words + count);
  ashlar::cli::hide_passwords(count, words);
  return static_cast<int>(ashlar::cli::run(std::move(copied)));
}
