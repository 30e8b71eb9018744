// The module's entry point.

#include "runtime/server_runtime.h"

extern "C" ashlar::runtime::Runtime* ashlar_runtime_open() {
  // Never destroyed: at the end of the process a handler's thread may still ask it to interrupt.
  static ashlar::runtime::Runtime* const kRuntime = new ashlar::runtime::ServerRuntime();
  return kRuntime;
}
