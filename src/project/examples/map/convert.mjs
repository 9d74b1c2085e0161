export const handler = async ({ order, rate }) => ({
  id: order.id,
  yen: Math.round(order.amount * rate),
});
