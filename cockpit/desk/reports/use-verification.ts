import { inject, shallowRef, type ShallowRef } from 'vue';
import {
  reportVerificationSchema,
  sha256Schema,
  type ReportVerification,
} from '../../../api/contracts/reports.ts';
import { reportTexts } from '../../locale/reports.ts';
import { browserEffects, effectsKey } from '../../wire/effects.ts';
import { requestJson } from '../../wire/request.ts';

const largestBytes = 200 * 2 ** 20;
const words = reportTexts.verify;

/** Hexadecimal SHA-256, computed here: the file does not leave the machine. */
async function sumOf(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export interface Verification {
  readonly answer: Readonly<ShallowRef<ReportVerification | null>>;
  /** Why there is no answer. */
  readonly why: Readonly<ShallowRef<string | null>>;
  readonly isBusy: Readonly<ShallowRef<boolean>>;
  readonly verifyFile: (file: File) => Promise<void>;
  readonly verifySum: (sum: string) => Promise<void>;
}

/** Asks which report a file is of; of two questions the later one counts. */
export function useVerification(): Verification {
  const effects = inject(effectsKey, browserEffects);
  const answer = shallowRef<ReportVerification | null>(null);
  const why = shallowRef<string | null>(null);
  const isBusy = shallowRef(false);
  let latest = 0;

  async function ask(find: () => Promise<string>): Promise<void> {
    latest += 1;
    const own = latest;
    answer.value = null;
    why.value = null;
    isBusy.value = true;
    try {
      const sum = sha256Schema.safeParse(await find());
      if (!sum.success) throw new Error(words.malformed);
      const address = `/api/v1/reports/verify?sha256=${sum.data}`;
      const found = await requestJson(effects, address, reportVerificationSchema, {});
      if (own === latest) answer.value = found;
    } catch (error) {
      if (own === latest) why.value = error instanceof Error ? error.message : String(error);
    } finally {
      if (own === latest) isBusy.value = false;
    }
  }

  return {
    answer,
    why,
    isBusy,
    verifySum: (sum) => ask(() => Promise.resolve(sum)),
    verifyFile: (file) =>
      ask(() => {
        if (file.size > largestBytes) throw new Error(words.tooLarge);
        if (!globalThis.isSecureContext) throw new Error(words.insecure);
        return sumOf(file);
      }),
  };
}
