#pragma once

// What other users of the machine see of our command line (ps, /proc). Layer: cli.

namespace ashlar::cli {

/// Overwrites passwords in the words that the program was started with: of a URI
/// (`postgresql://user:PASSWORD@host`) and of a connection string (`password=…`). Call it once the
/// words have been copied.
void hide_passwords(int count, char** words);

}  // namespace ashlar::cli
