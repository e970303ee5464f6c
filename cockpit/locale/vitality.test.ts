import { expect, it } from 'vitest';
import { vitalityTexts } from './vitality.ts';

it('names the periods of a back-cast as people do', () => {
  expect(vitalityTexts.definition.version('1.1.0', '2026-11-01', ['2025', 'R2026-10'])).toBe(
    '版本 1.1.0（现行），自 2026-11-01 起施行；施行前以 2025年、2026年10月止十二个月各期回溯试算',
  );
});
