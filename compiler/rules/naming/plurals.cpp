#include "compiler/rules/naming/plurals.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace ashlar::rules {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;  // singular, plural

// Plurals that no rule of spelling gives.
constexpr auto kIrregular = std::to_array<Pair>({
    {"person", "people"},
    {"child", "children"},
    {"man", "men"},
    {"woman", "women"},
    {"foot", "feet"},
    {"tooth", "teeth"},
    {"goose", "geese"},
    {"mouse", "mice"},
    {"louse", "lice"},
    {"die", "dice"},
    {"ox", "oxen"},
    {"leaf", "leaves"},
    {"life", "lives"},
    {"knife", "knives"},
    {"wife", "wives"},
    {"half", "halves"},
    {"shelf", "shelves"},
    {"self", "selves"},
    {"elf", "elves"},
    {"calf", "calves"},
    {"loaf", "loaves"},
    {"thief", "thieves"},
    {"wolf", "wolves"},
    {"scarf", "scarves"},
    {"hero", "heroes"},
    {"potato", "potatoes"},
    {"tomato", "tomatoes"},
    {"echo", "echoes"},
    {"veto", "vetoes"},
    {"torpedo", "torpedoes"},
    {"embargo", "embargoes"},
    {"quiz", "quizzes"},
    {"datum", "data"},
    {"medium", "media"},
    {"criterion", "criteria"},
    {"phenomenon", "phenomena"},
    {"bacterium", "bacteria"},
    {"memorandum", "memoranda"},
    {"stratum", "strata"},
    {"erratum", "errata"},
    {"addendum", "addenda"},
    {"curriculum", "curricula"},
    {"quantum", "quanta"},
    {"spectrum", "spectra"},
    {"corpus", "corpora"},
    {"genus", "genera"},
    {"opus", "opera"},
    {"ovum", "ova"},
    {"schema", "schemata"},
    {"stigma", "stigmata"},
    {"cactus", "cacti"},
    {"focus", "foci"},
    {"fungus", "fungi"},
    {"nucleus", "nuclei"},
    {"radius", "radii"},
    {"stimulus", "stimuli"},
    {"syllabus", "syllabi"},
    {"alumnus", "alumni"},
    {"locus", "loci"},
    {"terminus", "termini"},
    {"bacillus", "bacilli"},
    {"modulus", "moduli"},
    {"octopus", "octopi"},
    {"formula", "formulae"},
    {"antenna", "antennae"},
    {"larva", "larvae"},
    {"vertebra", "vertebrae"},
    {"nebula", "nebulae"},
    {"matrix", "matrices"},
    {"vertex", "vertices"},
    {"index", "indices"},
    {"appendix", "appendices"},
    {"axis", "axes"},
    {"movie", "movies"},
    {"cookie", "cookies"},
    {"zombie", "zombies"},
    {"tie", "ties"},
    {"pie", "pies"},
    {"lie", "lies"},
    {"selfie", "selfies"},
    {"genie", "genies"},
    {"calorie", "calories"},
    {"brownie", "brownies"},
    {"hoodie", "hoodies"},
    {"shoe", "shoes"},
    {"toe", "toes"},
    {"canoe", "canoes"},
    {"cache", "caches"},
    {"ache", "aches"},
    {"niche", "niches"},
    {"avalanche", "avalanches"},
    {"axe", "axes"},
    {"stomach", "stomachs"},
    {"epoch", "epochs"},
    {"monarch", "monarchs"},
    {"patriarch", "patriarchs"},
    {"bus", "buses"},
    {"gas", "gases"},
    {"lens", "lenses"},
    {"alias", "aliases"},
    {"atlas", "atlases"},
    {"bias", "biases"},
    {"canvas", "canvases"},
    {"chaos", "chaos"},
    {"cosmos", "cosmos"},
});

// Irregular words whose regular plural is the one to propose: `indexes`, `schemas`, `formulas`.
constexpr auto kRegularToo = std::to_array<std::string_view>(
    {"schema",   "stigma",   "formula", "antenna",  "index",      "appendix",
     "focus",    "syllabus", "octopus", "terminus", "cactus",     "opus",
     "vertebra", "nebula",   "corpus",  "spectrum", "curriculum", "memorandum",
     "bacillus", "modulus",  "quantum", "stratum"});

// One form for both, no plural at all, or plural only.
constexpr auto kInvariant = std::to_array<std::string_view>({
    "news",       "series",     "species",    "equipment",   "information",  "info",
    "rice",       "money",      "cash",       "fish",        "sheep",        "deer",
    "moose",      "swine",      "bison",      "salmon",      "trout",        "aircraft",
    "spacecraft", "hovercraft", "police",     "cattle",      "poultry",      "livestock",
    "staff",      "personnel",  "folk",       "software",    "hardware",     "firmware",
    "middleware", "malware",    "data",       "metadata",    "media",        "multimedia",
    "feedback",   "content",    "stuff",      "evidence",    "advice",       "knowledge",
    "research",   "progress",   "traffic",    "weather",     "music",        "art",
    "furniture",  "luggage",    "baggage",    "jewelry",     "clothing",     "merchandise",
    "inventory",  "stock",      "work",       "homework",    "headquarters", "means",
    "offspring",  "chassis",    "debris",     "rendezvous",  "corps",        "gallows",
    "innings",    "analytics",  "statistics", "mathematics", "physics",      "economics",
    "logistics",  "politics",   "ethics",     "electronics", "graphics",     "genetics",
    "athletics",  "diabetes",   "measles",    "rabies",      "scissors",     "pants",
    "jeans",      "trousers",   "shorts",     "glasses",     "goods",        "proceeds",
    "savings",    "earnings",   "belongings", "thanks",      "kudos",        "spam",
    "mail",       "email",      "audio",      "electricity", "energy",       "water",
    "air",        "gold",       "silver",     "blood",       "health",       "wealth",
    "education",  "housing",    "pricing",    "billing",     "accounting",   "banking",
    "marketing",  "shipping",   "training",   "testing",     "logging",      "tracking",
    "messaging",  "scheduling", "monitoring", "networking",  "licensing",    "onboarding",
    "staging",    "auth",       "payroll",    "telemetry",   "everything",   "all",
    "history",    "storage",    "usage",      "misc",        "various",      "many",
    "them",
});

// Adjectives and the like that follow the noun in names of tables: `orders_old`.
constexpr auto kAdjectives = std::to_array<std::string_view>(
    {"old",      "new",     "next",    "prev",        "previous", "current",  "latest",
     "legacy",   "tmp",     "temp",    "temporary",   "bak",      "archived", "active",
     "inactive", "deleted", "pending", "partitioned", "unlogged", "raw",      "internal",
     "external", "public",  "private", "local",       "remote",   "v"});
// Nouns that may follow a plural (`orders_backup`), but are the noun after a singular.
constexpr auto kAfterNoun =
    std::to_array<std::string_view>({"backup", "copy", "archive", "draft", "default", "stage",
                                     "staging", "shadow", "view", "mv", "import", "export"});

// Nouns in -us whose singular looks like a plural. Others (menus, skus, gpus) are left in doubt.
constexpr auto kSingularUs = std::to_array<std::string_view>({
    "status",   "bonus",    "campus",     "census",    "virus",        "nexus",     "genius",
    "plus",     "minus",    "apparatus",  "consensus", "chorus",       "circus",    "surplus",
    "versus",   "walrus",   "prospectus", "abacus",    "papyrus",      "lotus",     "hiatus",
    "calculus", "citrus",   "discus",     "exodus",    "fetus",        "bus",       "omnibus",
    "corpus",   "focus",    "genus",      "opus",      "cactus",       "fungus",    "nucleus",
    "radius",   "stimulus", "syllabus",   "alumnus",   "locus",        "terminus",  "bacillus",
    "modulus",  "octopus",  "thesaurus",  "platypus",  "hippopotamus", "esophagus", "sinus",
    "venus",    "humus",    "cumulus",    "stylus",    "rhombus",      "colossus",  "impetus",
});

// Other nouns in -s that are singular.
constexpr auto kSingularS = std::to_array<std::string_view>(
    {"gas", "lens", "alias", "atlas", "bias", "canvas", "pancreas", "christmas", "axis", "iris",
     "tennis", "pelvis", "penis", "clematis", "mantis", "cannabis", "trellis", "this", "his"});

// Words in -men that are no plural of -man.
constexpr auto kSingularMen =
    std::to_array<std::string_view>({"specimen", "regimen", "omen", "abdomen", "acumen", "stamen",
                                     "lumen", "bitumen", "ramen", "semen"});
// Words in -man whose plural is -mans.
constexpr auto kPluralMans = std::to_array<std::string_view>(
    {"human", "german", "roman", "talisman", "ottoman", "shaman", "norman", "caiman", "ataman"});

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

bool ends_in_consonant_y(std::string_view word) {
  return word.size() > 1 && word.ends_with('y') && !is_vowel(word[word.size() - 2]);
}

bool takes_es(std::string_view word) {
  return word.ends_with('s') || word.ends_with('x') || word.ends_with('z') ||
         word.ends_with("ch") || word.ends_with("sh");
}

/// Endings of compounds that bend as the word alone does: `grandchild`, `salesperson`, `workforce`.
std::string_view irregular_tail(std::string_view word, bool plural) {
  constexpr auto kTails = std::to_array<Pair>({{"person", "people"},
                                               {"child", "children"},
                                               {"woman", "women"},
                                               {"man", "men"},
                                               {"mouse", "mice"},
                                               {"tooth", "teeth"},
                                               {"wife", "wives"},
                                               {"shelf", "shelves"},
                                               {"medium", "media"}});
  for (const auto& [one, many] : kTails) {
    const std::string_view tail = plural ? many : one;
    if (word.size() > tail.size() && word.ends_with(tail)) return tail;
  }
  return {};
}

std::string replace_tail(std::string_view word, std::size_t cut, std::string_view tail) {
  return std::string(word.substr(0, word.size() - cut)) + std::string(tail);
}

std::string lower_case(std::string_view word) {
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

/// True where a word in -s is surely singular.
bool is_singular_in_s(std::string_view word) {
  if (word.ends_with("ss") || contains(kSingularUs, word) || contains(kSingularS, word))
    return true;
  return word.ends_with("sis") || word.ends_with("itis");
}

bool is_irregular_plural(std::string_view word) {
  const bool listed = std::any_of(kIrregular.begin(), kIrregular.end(),
                                  [word](const Pair& pair) { return pair.second == word; });
  if (listed) return true;
  return !irregular_tail(word, true).empty() && !contains(kSingularMen, word);
}

}  // namespace

bool may_be_plural(std::string_view word) {
  const std::string lower = lower_case(word);
  std::string_view noun = lower;
  while (!noun.empty() && noun.back() >= '0' && noun.back() <= '9') noun.remove_suffix(1);
  if (noun.size() <= 2) return true;
  // Beyond ASCII it is hardly English.
  if (std::any_of(noun.begin(), noun.end(),
                  [](char c) { return static_cast<signed char>(c) < 0; })) {
    return true;
  }
  if (contains(kInvariant, noun) || is_irregular_plural(noun)) return true;
  return noun.ends_with('s') && !is_singular_in_s(noun);
}

std::string pluralize(std::string_view word) {
  if (word.empty() || contains(kInvariant, word)) return std::string(word);
  if (!contains(kRegularToo, word)) {
    for (const auto& [one, many] : kIrregular) {
      if (one == word) return std::string(many);
    }
    const std::string_view tail = irregular_tail(word, false);
    if (!tail.empty() && !contains(kPluralMans, word)) {
      return replace_tail(word, tail.size(), pluralize(tail));
    }
  }
  if (word.size() > 3 && word.ends_with("sis")) return replace_tail(word, 2, "es");
  if (ends_in_consonant_y(word)) return replace_tail(word, 1, "ies");
  return std::string(word) + (takes_es(word) ? "es" : "s");
}

std::string singularize(std::string_view word) {
  if (word.empty() || contains(kInvariant, word) || is_singular_in_s(word))
    return std::string(word);
  for (const auto& [one, many] : kIrregular) {
    if (many == word) return std::string(one);
  }
  const std::string_view tail = irregular_tail(word, true);
  if (!tail.empty() && !contains(kSingularMen, word)) {
    return replace_tail(word, tail.size(), singularize(tail));
  }
  if (!word.ends_with('s') || word.size() < 3) return std::string(word);
  if (word.size() > 4 && word.ends_with("ies")) return replace_tail(word, 3, "y");
  if (word.ends_with("yses") || word.ends_with("theses") || word.ends_with("crises") ||
      word.ends_with("oases") || word.ends_with("iagnoses")) {
    return replace_tail(word, 2, "is");
  }
  if (word.ends_with("es")) {
    const std::string_view stem = word.substr(0, word.size() - 2);
    const bool sibilant = stem.ends_with("ss") || stem.ends_with("sh") || stem.ends_with("ch") ||
                          stem.ends_with('x') || stem.ends_with("zz") ||
                          contains(kSingularUs, stem);
    if (sibilant) return std::string(stem);
  }
  return std::string(word.substr(0, word.size() - 1));
}

namespace {

struct Bounds {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The last word of `name` before byte `end`.
Bounds word_before(std::string_view name, std::size_t end) {
  while (end > 0 && name[end - 1] == '_') --end;
  const std::size_t underscore = end == 0 ? std::string_view::npos : name.rfind('_', end - 1);
  return {underscore == std::string_view::npos ? 0 : underscore + 1, end};
}

/// `2024`, `v2`, `p1`: the number of a part, no noun.
bool is_number(std::string_view word) {
  const std::size_t letters = word.find_last_not_of("0123456789") + 1;
  return letters < word.size() && letters <= 1;
}

/// The word that is the name's noun: the last but for numbers and adjectives.
Bounds noun_of(std::string_view name) {
  const Bounds last = word_before(name, name.size());
  Bounds word = last;
  while (word.begin > 0) {
    const std::string_view text = name.substr(word.begin, word.end - word.begin);
    if (!is_number(text) && !contains(kAdjectives, text)) return word;
    word = word_before(name, word.begin);
  }
  return word.end > word.begin ? word : last;
}

std::string replace_noun(std::string_view name, std::string (*bend)(std::string_view)) {
  const Bounds noun = noun_of(name);
  return std::string(name.substr(0, noun.begin)) +
         bend(name.substr(noun.begin, noun.end - noun.begin)) + std::string(name.substr(noun.end));
}

}  // namespace

bool name_may_be_plural(std::string_view name) {
  const Bounds noun = noun_of(name);
  const std::string_view text = name.substr(noun.begin, noun.end - noun.begin);
  if (may_be_plural(text)) return true;
  if (noun.begin == 0 || !contains(kAfterNoun, text)) return false;
  const Bounds before = noun_of(name.substr(0, noun.begin));
  return may_be_plural(name.substr(before.begin, before.end - before.begin));
}

std::string pluralize_name(std::string_view name) { return replace_noun(name, pluralize); }
std::string singularize_name(std::string_view name) { return replace_noun(name, singularize); }

}  // namespace ashlar::rules
