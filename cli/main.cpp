#include "cli/dispatch.h"

int main(int count, char** words) {
  return static_cast<int>(ashlar::cli::run({words + 1, words + count}));
}
