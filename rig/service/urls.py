from django.urls import path

from service import views

urlpatterns = [
    path("ping", views.ping),
    path("endpoints/<int:number>", views.endpoint),
]
