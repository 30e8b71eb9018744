#include "compiler/catalog/binding/text_edits.h"

#include <algorithm>

namespace ashlar::catalog {

namespace {

bool is_addition(const SqlText& words) {
  if (words.sites.size() != 1) return false;
  const Site::Kind kind = words.sites.front().kind;
  return kind == Site::Kind::kAddedLabel || kind == Site::Kind::kColumnAliases;
}

}  // namespace

void TextEdits::note(Span span, Site::Kind kind, ObjectId object, std::uint32_t column) {
  if (object == 0 || span.empty()) return;
  edits_.push_back({span, true, {0, 0, kind, object, column}, {}});
}

void TextEdits::note_use(std::uint32_t near, ObjectId object, std::uint32_t column) {
  if (object == 0) return;
  edits_.push_back({{near, near}, true, {0, 0, Site::Kind::kUse, object, column}, {}});
}

void TextEdits::replace(Span span, SqlText words) {
  edits_.push_back({span, false, {}, std::move(words)});
}

SqlText TextEdits::apply_to(std::string_view text, std::uint32_t begin) const {
  std::vector<const Edit*> order;
  for (const Edit& edit : edits_) order.push_back(&edit);
  std::stable_sort(order.begin(), order.end(), [](const Edit* a, const Edit* b) {
    if (a->span.begin != b->span.begin) return a->span.begin < b->span.begin;
    return a->span.end < b->span.end;
  });
  SqlText out;
  std::uint32_t at = 0;
  const Edit* before = nullptr;
  for (const Edit* edit : order) {
    // The first part of a recursive query is bound twice, and labelled twice.
    const bool added = before != nullptr && is_addition(edit->words) &&
                       before->span == edit->span && before->words.text == edit->words.text;
    before = edit;
    if (added) continue;
    if (edit->span.begin < begin || edit->span.end - begin > text.size()) continue;
    const std::uint32_t from = edit->span.begin - begin;
    const std::uint32_t to = edit->span.end - begin;
    // A name that was looked at twice, or words inside of words that are replaced.
    if (from < at) continue;
    out.text.append(text, at, from - at);
    const auto place = static_cast<std::uint32_t>(out.text.size());
    if (edit->keeps_words) {
      out.text.append(text, from, to - from);
      Site site = edit->site;
      site.begin = place;
      site.end = static_cast<std::uint32_t>(out.text.size());
      const bool again = !out.sites.empty() && out.sites.back().begin == site.begin &&
                         out.sites.back().end == site.end &&
                         out.sites.back().object == site.object &&
                         out.sites.back().column == site.column;
      if (!again) out.sites.push_back(site);
    } else {
      for (Site site : edit->words.sites) {
        site.begin += place;
        site.end += place;
        out.sites.push_back(site);
      }
      out.text += edit->words.text;
    }
    at = to;
  }
  out.text.append(text, at);
  return out;
}

}  // namespace ashlar::catalog
