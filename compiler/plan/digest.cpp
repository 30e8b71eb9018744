#include "compiler/plan/digest.h"

#include <array>
#include <fmt/format.h>
#include <openssl/evp.h>

#include "grammar/text/check.h"

namespace ashlar::plan {

std::string sha256(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  const int done =
      EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha256(), nullptr);
  ASHLAR_CHECK(done == 1, "SHA-256 is in every build of OpenSSL");
  std::string shown = "sha256:";
  for (unsigned int i = 0; i < length; ++i) shown += fmt::format("{:02x}", digest[i]);
  return shown;
}

}  // namespace ashlar::plan
