"""What a person should know: shown in the app, and once a day by e-mail."""
