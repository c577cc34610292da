"""The pages of the methods owner: questionnaires as versions, uploaded, looked at and published."""
