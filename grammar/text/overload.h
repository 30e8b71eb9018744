#pragma once

// Overload: visits a std::variant with one lambda an alternative. The deduction guide is spelled
// out for clang 14. Layer: grammar/text.

namespace ashlar {

template <typename... Lambdas>
struct Overload : Lambdas... {
  using Lambdas::operator()...;
};
template <typename... Lambdas>
Overload(Lambdas...) -> Overload<Lambdas...>;

}  // namespace ashlar
