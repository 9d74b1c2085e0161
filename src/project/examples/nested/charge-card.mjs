export const handler = async ({ card, amount }) => {
  console.log(`Charging ${amount} to the card ending in ${card}`);
  return { receipt: `R-${card}-${amount}` };
};
