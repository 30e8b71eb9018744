#pragma once

// Signatures of SSH keys under plan files, made and checked by the program `ssh-keygen` (OpenSSH's
// `ssh-keygen -Y`; its manual page, and PROTOCOL.sshsig). Nothing of the cryptography is here.
// Layer: cli.

#include <string>
#include <string_view>

#include "grammar/text/result.h"

namespace ashlar::cli {

/// What ashlar's signatures are for: one made for another purpose (git's commits, say) does not
/// count.
inline constexpr std::string_view kSignatureNamespace = "ashlar-plan";

/// Where the signature of a file lies: beside it.
[[nodiscard]] std::string signature_path(const std::string& file);

/// The detached signature of `text`. `key` is a file with a private key, or with the public key of
/// one that ssh-agent has.
[[nodiscard]] Result<std::string> sign(std::string_view text, const std::string& key);

/// Who signed `text`, as `allowed_signers` calls them. Fails where there is no signature at
/// `file`'s side, it is of a key that is not listed, for another purpose, or of another text.
[[nodiscard]] Result<std::string> verify_signature(std::string_view text, const std::string& file,
                                                   const std::string& allowed_signers);

}  // namespace ashlar::cli
