"""Who labels which article: fair shares, pairs that meet, and nothing that was given ever taken back."""
