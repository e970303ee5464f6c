import type { SceneLayouts } from '../scene-layout.ts';

export const auditLayouts: SceneLayouts = {
  wall: {
    areas: [
      'rate overdueDepartments departments',
      'years overdueDepartments departments',
      'trend overdueCategories categories',
    ],
    rows: [0.75, 0.6, 0.8],
  },
  wide: {
    areas: [
      'rate overdueDepartments departments categories',
      'years overdueDepartments departments overdueCategories',
      'trend trend departments overdueCategories',
    ],
    rows: [0.9, 0.7, 0.8],
  },
  ultra: {
    areas: [
      'rate years overdueDepartments departments categories',
      'trend trend overdueDepartments departments overdueCategories',
    ],
    rows: [1, 1],
  },
  portrait: {
    areas: ['rate years', 'trend trend', 'overdueDepartments departments', 'overdueCategories categories'],
    rows: [0.8, 0.6, 1.3, 0.8],
  },
};
