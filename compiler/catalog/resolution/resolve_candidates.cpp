// Choosing among candidates (src/backend/parser/parse_func.c, func_match_argtypes and
// func_select_candidate; manual, "Function Type Resolution").

#include <algorithm>
#include <utility>

#include "compiler/catalog/resolution/resolve_rules.h"

namespace ashlar::catalog {

std::vector<Candidate> matching(Coercion& coercion, const std::vector<Type>& types,
                                std::vector<Candidate> candidates) {
  std::erase_if(candidates, [&](const Candidate& candidate) {
    return !coercion.can_coerce_all(types, candidate.arguments);
  });
  return candidates;
}

namespace {

/// Keeps the candidates that `count` gives the highest number for.
template <typename Count>
void keep_best(std::vector<Candidate>& candidates, Count&& count) {
  std::vector<Candidate> best;
  std::size_t most = 0;
  for (Candidate& candidate : candidates) {
    const std::size_t matches = count(candidate);
    if (matches > most || best.empty()) {
      best.clear();
      most = matches;
    }
    if (matches == most) best.push_back(std::move(candidate));
  }
  candidates = std::move(best);
}

/// What an untyped argument is taken for: a category, and whether a preferred type of it is there.
struct Slot {
  char category = 0;
  bool preferred = false;
};

/// The slot of argument `i`, or nothing where candidates of several categories are left.
std::optional<Slot> find_slot(const Catalog& catalog, const std::vector<Candidate>& candidates,
                              std::size_t i) {
  constexpr char kString = 'S';
  Slot slot;
  bool conflict = false;
  for (const Candidate& candidate : candidates) {
    const TypeTraits traits = traits_of(catalog, candidate.arguments[i]);
    if (slot.category == traits.category) {
      slot.preferred = slot.preferred || traits.preferred;
    } else if (slot.category == 0 || traits.category == kString) {
      slot = {traits.category, traits.preferred};
    } else {
      conflict = true;
    }
  }
  if (conflict && slot.category != kString) return std::nullopt;
  return slot;
}

/// Drops the candidates that do not fit what untyped arguments are taken for.
void fit_unknowns(const Catalog& catalog, const std::vector<Type>& types,
                  std::vector<Candidate>& candidates) {
  std::vector<std::optional<Slot>> slots(types.size());
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (!is_unknown(types[i])) continue;
    slots[i] = find_slot(catalog, candidates, i);
    if (!slots[i]) return;
  }
  std::vector<Candidate> fitting;
  for (const Candidate& candidate : candidates) {
    bool fits = true;
    for (std::size_t i = 0; i < types.size() && fits; ++i) {
      if (!slots[i]) continue;
      const TypeTraits traits = traits_of(catalog, candidate.arguments[i]);
      fits = traits.category == slots[i]->category && (!slots[i]->preferred || traits.preferred);
    }
    if (fits) fitting.push_back(candidate);
  }
  if (!fitting.empty()) candidates = std::move(fitting);
}

/// The one candidate that takes all arguments where untyped ones are of the type of the others.
std::optional<Candidate> take_unknowns_as_known(Coercion& coercion, std::vector<Type> types,
                                                const std::vector<Candidate>& candidates) {
  std::optional<Type> known;
  for (const Type& type : types) {
    if (is_unknown(type)) continue;
    if (known && !same_type(*known, type)) return std::nullopt;
    known = type;
  }
  if (!known) return std::nullopt;
  for (Type& type : types) type = *known;
  std::vector<Candidate> matched = matching(coercion, types, candidates);
  if (matched.size() != 1) return std::nullopt;
  return std::move(matched.front());
}

}  // namespace

std::optional<Candidate> select_candidate(Coercion& coercion, const std::vector<Type>& types,
                                          std::vector<Candidate> candidates) {
  const Catalog& catalog = coercion.catalog();
  std::vector<Type> base;
  base.reserve(types.size());
  for (const Type& type : types) base.push_back(base_type(catalog, type));
  const bool unknowns = std::any_of(base.begin(), base.end(), is_unknown);

  keep_best(candidates, [&](const Candidate& candidate) {
    std::size_t matches = 0;
    for (std::size_t i = 0; i < base.size(); ++i) {
      if (!is_unknown(base[i]) && same_type(base[i], candidate.arguments[i])) ++matches;
    }
    return matches;
  });
  if (candidates.size() == 1) return std::move(candidates.front());

  keep_best(candidates, [&](const Candidate& candidate) {
    std::size_t matches = 0;
    for (std::size_t i = 0; i < base.size(); ++i) {
      if (is_unknown(base[i])) continue;
      const TypeTraits wanted = traits_of(catalog, candidate.arguments[i]);
      const bool preferred =
          wanted.preferred && wanted.category == traits_of(catalog, base[i]).category;
      if (same_type(base[i], candidate.arguments[i]) || preferred) ++matches;
    }
    return matches;
  });
  if (candidates.size() == 1) return std::move(candidates.front());
  if (!unknowns) return std::nullopt;

  fit_unknowns(catalog, base, candidates);
  if (candidates.size() == 1) return std::move(candidates.front());
  return take_unknowns_as_known(coercion, base, candidates);
}

}  // namespace ashlar::catalog
