import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** A lock that is held until it is released, or until the process ends, however it ends. */
export interface FileLock {
  readonly release: () => void;
}

/** Somebody else holds the lock: another process, by its id, or this one. */
export interface LockBusy {
  readonly holder: 'here' | { readonly pid: string | null };
}

const heldHere = new Set<string>();

/**
 * Takes the lock of a file if it is free. It is DuckDB's own lock on a small database: the kernel lets go of it with
 * the process, so that nothing a killed process leaves behind has to be judged. Two opens in one process both
 * succeed, hence the set.
 * @throws when the file cannot be opened at all
 */
export async function tryLock(file: string): Promise<FileLock | LockBusy> {
  if (heldHere.has(file)) return { holder: 'here' };
  heldHere.add(file);
  try {
    await mkdir(dirname(file), { recursive: true });
    const instance = await open(file);
    return {
      release: () => {
        instance.closeSync();
        heldHere.delete(file);
      },
    };
  } catch (error) {
    heldHere.delete(file);
    const message = error instanceof Error ? error.message : String(error);
    if (!/could not set lock|conflicting lock/i.test(message)) throw error;
    return { holder: { pid: /PID (\d+)/.exec(message)?.[1] ?? null } };
  }
}

async function open(file: string): Promise<DuckDBInstance> {
  const create = () => DuckDBInstance.create(file, { threads: '1', memory_limit: '64MB' });
  try {
    return await create();
  } catch (error) {
    // A full disk cut it off when it was made: nobody can hold it, and it would shut everybody out for ever.
    if (!(error instanceof Error) || !/not a valid DuckDB database file/i.test(error.message)) throw error;
    await rm(file);
    return create();
  }
}
