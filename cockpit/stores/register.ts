import { defineStore } from 'pinia';
import { inject, shallowRef } from 'vue';
import { deliveriesSchema } from '../../api/contracts/deliveries.ts';
import type { RegisterEntry } from '../../api/contracts/deliveries.ts';
import { browserEffects, effectsKey } from '../wire/effects.ts';
import { recallJson, requestJson } from '../wire/request.ts';

const path = '/api/v1/deliveries?limit=1';

/** Who owes what, and what has come. What is known stays when the server cannot be asked. */
export const useRegister = defineStore('register', () => {
  const effects = inject(effectsKey, browserEffects);
  const entries = shallowRef<readonly RegisterEntry[]>([]);

  async function refresh(): Promise<void> {
    const answer = await requestJson(effects, path, deliveriesSchema, { keep: true }).catch(() => null);
    if (answer !== null) entries.value = answer.register;
    else if (entries.value.length === 0)
      entries.value = (await recallJson(effects, path, deliveriesSchema))?.value.register ?? [];
  }

  return { entries, refresh };
});
