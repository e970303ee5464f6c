import { constants, setPriority } from 'node:os';
import { register } from 'tsx/esm/api';

// Before any thread of DuckDB is made, so that they inherit it: whoever looks at the wall goes first.
try {
  setPriority(0, constants.priority.PRIORITY_LOW);
} catch {
  // Not every system lets a process step back; it does its work all the same.
}
register();
await import('../task-main.ts');
