/** The words of statuses. */
export const statusMessages = {
  name: 'Name',
  category: 'Stage',
  order: 'Order',
  categories: {
    new: 'New',
    open: 'Open',
    pending: 'Pending',
    'on-hold': 'On hold',
    solved: 'Solved',
    closed: 'Closed',
  },
} as const;
