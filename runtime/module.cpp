// The module's entry point.

#include <sys/prctl.h>

#include "runtime/server_runtime.h"

extern "C" ashlar::runtime::Runtime* ashlar_runtime_open() {
  // libpq keeps the password as long as it is connected: a crash must not leave it on the disk, nor
  // may another process of the same user read it.
  prctl(PR_SET_DUMPABLE, 0);
  // Never destroyed: at the end of the process a handler's thread may still ask it to interrupt.
  static ashlar::runtime::Runtime* const kRuntime = new ashlar::runtime::ServerRuntime();
  return kRuntime;
}
