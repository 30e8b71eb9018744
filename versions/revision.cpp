#include "versions/revision.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <openssl/evp.h>

#include "grammar/postgres/parser.h"

namespace ashlar::versions {
namespace {

std::string sha256(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  const int done =
      EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha256(), nullptr);
  ASHLAR_CHECK(done == 1, "SHA-256 of memory has no way to fail");
  std::string hex = "sha256:";
  for (unsigned int i = 0; i < length; ++i) hex += fmt::format("{:02x}", digest.at(i));
  return hex;
}

}  // namespace

std::string_view to_string(Direction direction) {
  switch (direction) {
    case Direction::kUp:
      return "up";
    case Direction::kDown:
      return "down";
  }
  return "up";
}

std::vector<const grammar::Section*> sections(const Revision& revision, Direction direction) {
  const annotations::SectionKind kind =
      direction == Direction::kUp ? annotations::SectionKind::kUp : annotations::SectionKind::kDown;
  std::vector<const grammar::Section*> found;
  for (const grammar::Section& section : revision.source.sections) {
    if (section.kind == kind) found.push_back(&section);
  }
  if (direction == Direction::kDown) std::reverse(found.begin(), found.end());
  return found;
}

bool has_down(const Revision& revision) {
  const std::vector<const grammar::Section*> downs = sections(revision, Direction::kDown);
  return std::any_of(downs.begin(), downs.end(),
                     [](const grammar::Section* section) { return !section->statements.empty(); });
}

std::string section_text(const Revision& revision, Direction direction, const Sources& sources) {
  const SourceFile& file = sources[revision.source.file];
  std::vector<const grammar::Section*> parts = sections(revision, direction);
  std::sort(parts.begin(), parts.end(), [](const grammar::Section* a, const grammar::Section* b) {
    return a->annotation.begin < b->annotation.begin;
  });
  std::string text;
  for (const grammar::Section* part : parts) {
    if (!text.empty() && text.back() != '\n') text += '\n';
    text += slice(file.text, {part->annotation.begin, part->body.end});
  }
  return text;
}

std::string checksum(const Revision& revision, Direction direction, const Sources& sources) {
  const std::vector<const grammar::Section*> parts = sections(revision, direction);
  if (parts.empty()) return {};
  const SourceFile& file = sources[revision.source.file];
  std::string significant;
  for (const grammar::Section* part : parts) {
    for (const grammar::Statement& statement : part->statements) {
      significant += postgres::significant_text(slice(file.text, statement.text));
      // An empty line ends a statement: no token is empty.
      significant += "\n\n";
    }
  }
  return sha256(significant);
}

}  // namespace ashlar::versions
