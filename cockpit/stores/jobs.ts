import { defineStore } from 'pinia';
import { computed, inject, shallowRef } from 'vue';
import { jobsSchema, type Job } from '../../api/contracts/jobs.ts';
import { browserEffects, effectsKey } from '../wire/effects.ts';
import { requestJson } from '../wire/request.ts';

/** How the server's jobs stand. What is known stays when the server cannot be asked, or keeps no clock. */
export const useJobs = defineStore('jobs', () => {
  const effects = inject(effectsKey, browserEffects);
  const all = shallowRef<readonly Job[]>([]);
  /** Late or failing. */
  const toLookAt = computed(() => all.value.filter(({ state }) => state === 'late' || state === 'failing'));

  async function refresh(): Promise<void> {
    const answer = await requestJson(effects, '/api/v1/jobs', jobsSchema, {}).catch(() => null);
    if (answer !== null) all.value = answer.jobs;
  }

  return { all, toLookAt, refresh };
});
