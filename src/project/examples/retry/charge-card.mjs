let attempts = 0; // a warm function remembers

class NetworkError extends Error {
  name = 'NetworkError';
}

class CardDeclined extends Error {
  name = 'CardDeclined';
}

export const handler = async (event) => {
  attempts += 1;
  console.log(`attempt ${attempts} for ${event.card}`);
  if (attempts < 3) throw new NetworkError('the bank did not answer');
  if (event.card === 'stolen') throw new CardDeclined('call the bank');
  return { charged: event.amount, attempts };
};
