const names = { 7: 'Lin', 8: 'Sato' };

export const handler = async ({ customer }) => ({ id: customer, name: names[customer] ?? 'unknown' });
