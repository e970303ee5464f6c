import { describe, expect, it } from 'vitest';
import { addressOf, withAddress } from './address.ts';

describe('the address', () => {
  it('keeps the theme and the open panel', () => {
    const query = { theme: 'light', open: 'general_revenue?area=330300-CL' };
    const address = addressOf(query);
    expect(address).toEqual({
      theme: 'light',
      panel: { kind: 'metric', key: 'general_revenue?area=330300-CL' },
      decals: false,
    });
    expect(withAddress(query, address)).toEqual(query);
  });

  it('is plain when there is nothing to keep', () => {
    const address = addressOf({ theme: 'pink', open: '' });
    expect(address).toEqual({ theme: 'dark', panel: null, decals: false });
    expect(withAddress({ theme: 'pink', open: '' }, address)).toEqual({});
  });

  it('opens rejected rows, of one dataset or of all', () => {
    expect(addressOf({ rejects: '' }).panel).toEqual({ kind: 'rejects', key: '' });
    expect(withAddress({}, addressOf({ rejects: 'tax.monthly' }))).toEqual({ rejects: 'tax.monthly' });
  });

  it('leaves what the page itself keeps in the address, and takes the first of a repeated key', () => {
    const query = { theme: ['light', 'dark'], q: '公交', open: 'stations' };
    expect(addressOf(query).theme).toBe('light');
    expect(withAddress(query, { theme: 'dark', panel: null, decals: false })).toEqual({ q: '公交' });
  });

  it('keeps the patterns for those who do not tell colours apart', () => {
    const address = addressOf({ decals: 'on' });
    expect(address.decals).toBe(true);
    expect(withAddress({ decals: 'on' }, address)).toEqual({ decals: 'on' });
  });
});
