import { defineStore } from 'pinia';
import { inject, shallowRef } from 'vue';
import { deliveriesSchema } from '../../api/contracts/deliveries.ts';
import type { RegisterEntry } from '../../api/contracts/deliveries.ts';
import { browserEffects, effectsKey } from '../wire/effects.ts';
import { requestJson } from '../wire/request.ts';

/** Who owes what, and what has come. What is known stays when the server cannot be asked. */
export const useRegister = defineStore('register', () => {
  const effects = inject(effectsKey, browserEffects);
  const entries = shallowRef<readonly RegisterEntry[]>([]);

  async function refresh(): Promise<void> {
    const answer = await requestJson(effects, '/api/v1/deliveries?limit=1', deliveriesSchema, {}).catch(
      () => null,
    );
    if (answer !== null) entries.value = answer.register;
  }

  return { entries, refresh };
});
