import { describe, expect, it } from 'vitest';
import { addressOf, hrefOf } from './address.ts';

describe('the address', () => {
  it('keeps the theme and the open panel', () => {
    const search = '?theme=light&open=general_revenue%3Farea%3D330300-CL';
    const address = addressOf({ search });
    expect(address).toEqual({
      scene: 'overview',
      theme: 'light',
      panel: { kind: 'metric', key: 'general_revenue?area=330300-CL' },
    });
    expect(hrefOf(address)).toBe(`/screen${search}`);
  });

  it('is plain when there is nothing to keep', () => {
    expect(addressOf({ search: '?theme=pink&open=' })).toEqual({
      scene: 'overview',
      theme: 'dark',
      panel: null,
    });
    expect(hrefOf(addressOf({ search: '' }))).toBe('/screen');
  });

  it('opens rejected rows, of one dataset or of all', () => {
    expect(addressOf({ search: '?rejects=' }).panel).toEqual({ kind: 'rejects', key: '' });
    expect(hrefOf(addressOf({ search: '?rejects=tax.monthly' }))).toBe('/screen?rejects=tax.monthly');
  });
});
